namespace Civic.Geo;

/// <summary>
/// Proven limits on geodesic distances. Between the sphere and the ellipsoid with the same latitudes and longitudes, lengths
/// are stretched by no less than a(1-e²) and no more than a/√(1-e²) metres a radian: the radii of the meridian at the equator and at the pole.
/// </summary>
internal static class GlobeBounds
{
    /// <summary>6,335,439 less what rounding may add.</summary>
    private const double LeastRadius = 6_335_400;

    /// <summary>6,399,594 and what rounding may take away.</summary>
    private const double GreatestRadius = 6_399_640;

    /// <summary>Two distances in metres between which the geodesic lies; they differ by 1 %.</summary>
    public static (double Least, double Most) Distance(GeoPoint a, GeoPoint b)
    {
        var latitude = Math.Sin((b.Latitude - a.Latitude) * (Degrees.ToRadians / 2));
        var longitude = Math.Sin((b.Longitude - a.Longitude) * (Degrees.ToRadians / 2));
        var parallels = Math.Cos(a.Latitude * Degrees.ToRadians) * Math.Cos(b.Latitude * Degrees.ToRadians);
        var haversine = (latitude * latitude) + (parallels * longitude * longitude);
        var angle = 2 * Math.Asin(Math.Sqrt(Math.Min(1, haversine)));
        return (angle * LeastRadius, angle * GreatestRadius);
    }

    /// <summary>A box that holds everything within some metres of <paramref name="box"/>.</summary>
    public static GeoBounds Grow(in GeoBounds box, double metres)
    {
        var angle = metres / LeastRadius;
        var south = box.South - (angle / Degrees.ToRadians);
        var north = box.North + (angle / Degrees.ToRadians);
        var narrowest = Math.Cos(Math.Max(Math.Abs(box.South), Math.Abs(box.North)) * Degrees.ToRadians);
        if (south <= -90 || north >= 90 || Math.Sin(angle) >= narrowest)
        {
            return new GeoBounds(Math.Max(-90, south), -180, Math.Min(90, north), 180);
        }

        var aside = Math.Asin(Math.Sin(angle) / narrowest) / Degrees.ToRadians;
        var width = box.East - box.West + (box.CrossesAntimeridian ? 360 : 0) + (2 * aside);
        return width >= 360
            ? new GeoBounds(south, -180, north, 180)
            : new GeoBounds(south, Degrees.Normalize(box.West - aside), north, Degrees.Normalize(box.East + aside));
    }

    /// <summary>No place of a cell is further from its middle, in metres.</summary>
    /// <param name="height">Of the cell, radians of latitude.</param>
    /// <param name="width">Of the cell, radians along its longest parallel.</param>
    public static double HalfDiagonal(double height, double width) => GreatestRadius / 2 * Math.Sqrt((height * height) + (width * width));
}
