using Civic.Geo;

namespace Civic.City.Replay;

/// <summary>City-sized geometry, good enough for inventing movements. Whatever is measured in earnest uses the geodesic.</summary>
internal static class FlatEarth
{
    private const double MetresPerDegree = 111_195;

    public static double Distance(GeoPoint a, GeoPoint b)
    {
        var (east, north) = Offset(a, b);
        return Math.Sqrt((east * east) + (north * north));
    }

    /// <summary>Degrees clockwise from north, 0 to less than 360.</summary>
    public static double Course(GeoPoint from, GeoPoint to)
    {
        var (east, north) = Offset(from, to);
        return ((Math.Atan2(east, north) * 180 / Math.PI) + 360) % 360;
    }

    /// <summary>The place a share of the way from one point to the other.</summary>
    public static GeoPoint Between(GeoPoint from, GeoPoint to, double share) =>
        new(from.Latitude + ((to.Latitude - from.Latitude) * share), from.Longitude + ((to.Longitude - from.Longitude) * share));

    /// <summary>The place some metres beside another.</summary>
    public static GeoPoint Beside(GeoPoint place, double east, double north) =>
        new(place.Latitude + (north / MetresPerDegree), place.Longitude + (east / MetresPerDegree / Math.Cos(place.Latitude * Math.PI / 180)));

    private static (double East, double North) Offset(GeoPoint a, GeoPoint b)
    {
        var middle = (a.Latitude + b.Latitude) / 2 * Math.PI / 180;
        return ((b.Longitude - a.Longitude) * Math.Cos(middle) * MetresPerDegree, (b.Latitude - a.Latitude) * MetresPerDegree);
    }
}
