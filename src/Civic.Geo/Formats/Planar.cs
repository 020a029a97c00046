namespace Civic.Geo;

/// <summary>Plane geometry on a sheet of degrees, for telling rings apart; not for measuring the Earth.</summary>
internal static class Planar
{
    /// <summary>Square degrees, positive counter-clockwise.</summary>
    public static double SignedArea(ReadOnlySpan<GeoPoint> ring)
    {
        double sum = 0;
        for (var i = 0; i < ring.Length; i++)
        {
            GeoPoint a = ring[i], b = ring[i + 1 < ring.Length ? i + 1 : 0];
            sum += (a.Longitude - ring[0].Longitude) * (b.Latitude - ring[0].Latitude);
            sum -= (b.Longitude - ring[0].Longitude) * (a.Latitude - ring[0].Latitude);
        }

        return sum / 2;
    }

    /// <summary>Whether a ring lies in another: most of its corners decide, since some may be on the edge.</summary>
    public static bool Contains(GeoPoint[] outer, GeoPoint[] inner) => inner.Count(corner => Contains(outer, corner)) * 2 > inner.Length;

    private static bool Contains(GeoPoint[] ring, GeoPoint point)
    {
        var inside = false;
        for (var i = 0; i < ring.Length; i++)
        {
            GeoPoint a = ring[i], b = ring[(i + 1) % ring.Length];
            if (a.Latitude > point.Latitude != b.Latitude > point.Latitude
                && point.Longitude < a.Longitude + ((b.Longitude - a.Longitude) * (point.Latitude - a.Latitude) / (b.Latitude - a.Latitude)))
            {
                inside = !inside;
            }
        }

        return inside;
    }
}
