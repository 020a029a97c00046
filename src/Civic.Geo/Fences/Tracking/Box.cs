namespace Civic.Geo;

/// <summary>Boxes that surely hold what they should; they may be larger than need be.</summary>
internal static class Box
{
    // Shortest degree on the ellipsoid is 110,574 m (of latitude, at the equator); a shorter one makes the box larger.
    private const double MetresPerDegree = 110_500;

    /// <summary>A box that holds every point within <paramref name="radius"/> metres of <paramref name="center"/>.</summary>
    public static GeoBounds Around(GeoPoint center, double radius) =>
        Widen(new GeoBounds(center.Latitude, center.Longitude, center.Latitude, center.Longitude), radius);

    /// <summary>A box that holds every point within <paramref name="margin"/> metres of <paramref name="box"/>.</summary>
    public static GeoBounds Widen(in GeoBounds box, double margin)
    {
        // A tenth of a millimetre more, for what rounding does to the edges of index cells.
        var latitudes = (margin + 1e-4) / MetresPerDegree;
        var (south, north) = (box.South - latitudes, box.North + latitudes);
        var farthest = Math.Max(-south, north);
        if (farthest >= 90)
            return new GeoBounds(Math.Max(south, -90), -180, Math.Min(north, 90), 180);

        var longitudes = latitudes / Math.Cos(double.DegreesToRadians(farthest));
        var width = box.East - box.West + (box.CrossesAntimeridian ? 360 : 0);
        if (width + (2 * longitudes) >= 360)
            return new GeoBounds(south, -180, north, 180);
        return new GeoBounds(south, Wrap(box.West - longitudes), north, Wrap(box.East + longitudes));
    }

    private static double Wrap(double longitude) => longitude < -180 ? longitude + 360 : longitude > 180 ? longitude - 360 : longitude;
}
