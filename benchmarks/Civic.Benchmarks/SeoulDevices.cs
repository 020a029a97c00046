using Civic.Geo;
using NetTopologySuite.Geometries;
using NodaTime;

namespace Civic.Benchmarks;

/// <summary>A million devices evenly over a square of 30 km around Seoul's city hall: about 870 in a circle of 500 m, 13,900 in 2 km.</summary>
internal sealed class SeoulDevices
{
    public const int Count = 1_000_000;
    public const int CenterCount = 4096;
    private const double MetresPerDegreeNorth = 110_990;
    private const double MetresPerDegreeEast = 88_370;
    public static readonly Instant Start = Instant.FromUtc(2026, 11, 22, 0, 0);
    private static readonly GeoPoint CityHall = new(37.5665, 126.9780);
    private readonly Random _random = new(4);

    public SeoulDevices()
    {
        Points = [.. Enumerable.Range(0, Count).Select(_ => Within(15_000))];
        Centers = [.. Enumerable.Range(0, CenterCount).Select(_ => Within(12_500))];
    }

    public GeoPoint[] Points { get; }

    /// <summary>Where to ask, so that no circle reaches over the edge.</summary>
    public GeoPoint[] Centers { get; }

    public static (float East, float North) Plane(GeoPoint point) =>
        ((float)((point.Longitude - CityHall.Longitude) * MetresPerDegreeEast), (float)((point.Latitude - CityHall.Latitude) * MetresPerDegreeNorth));

    public static Envelope Box(GeoPoint center, double radius) => new(
        center.Longitude - (radius / 87_000), center.Longitude + (radius / 87_000), center.Latitude - (radius / 110_000), center.Latitude + (radius / 110_000));

    public static double Haversine(GeoPoint a, GeoPoint b)
    {
        var latitude = Math.Sin((b.Latitude - a.Latitude) * (Math.PI / 360));
        var longitude = Math.Sin((b.Longitude - a.Longitude) * (Math.PI / 360));
        var parallels = Math.Cos(a.Latitude * (Math.PI / 180)) * Math.Cos(b.Latitude * (Math.PI / 180));
        return 2 * 6_371_008.8 * Math.Asin(Math.Sqrt((latitude * latitude) + (parallels * longitude * longitude)));
    }

    /// <summary>Makes something and tells how many bytes it keeps for each device.</summary>
    public static (T Made, double Bytes) Weigh<T>(Func<T> make)
    {
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var made = make();
        return (made, (GC.GetTotalMemory(forceFullCollection: true) - before) / (double)Count);
    }

    public LivePositions Index()
    {
        var index = new LivePositions();
        for (var i = 0; i < Count; i++)
        {
            index.Update(new DevicePosition(new DeviceId((ulong)i), Points[i], Start, 10), Start);
        }

        return index;
    }

    /// <summary>A place up to 20 m east and north of where a device is.</summary>
    public GeoPoint Near(GeoPoint point) => new(
        point.Latitude + ((_random.NextDouble() - 0.5) * 40 / MetresPerDegreeNorth), point.Longitude + ((_random.NextDouble() - 0.5) * 40 / MetresPerDegreeEast));

    private GeoPoint Within(double half) => new(
        CityHall.Latitude + (((_random.NextDouble() * 2) - 1) * half / MetresPerDegreeNorth),
        CityHall.Longitude + (((_random.NextDouble() * 2) - 1) * half / MetresPerDegreeEast));
}
