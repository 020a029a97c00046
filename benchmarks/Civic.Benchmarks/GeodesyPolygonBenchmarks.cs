using BenchmarkDotNet.Attributes;
using Civic.Geo;
using NetTopologySuite.Algorithm.Locate;
using NetTopologySuite.Geometries;
using NetTopologySuite.Geometries.Prepared;

namespace Civic.Benchmarks;

/// <summary>
/// Point in polygon: ours on the ellipsoid beside NetTopologySuite's two indexed ways on the flat map. All see the same points, half of
/// them inside; the flat ones put points near long edges on the wrong side.
/// </summary>
public class GeodesyPolygonBenchmarks
{
    private const int Count = 1000;

    private readonly GeoPoint[] _points = new GeoPoint[Count];
    private readonly Coordinate[] _coordinates = new Coordinate[Count];
    private readonly Point[] _ntsPoints = new Point[Count];
    private GeoPolygon _polygon = null!;
    private GeoPoint[] _ring = null!;
    private IndexedPointInAreaLocator _locator = null!;
    private IPreparedGeometry _prepared = null!;

    [Params(10, 10_000)]
    public int Corners { get; set; }

    [GlobalSetup]
    public void Draw()
    {
        var random = new Random(7);
        var center = new GeoPoint(37.5665, 126.978);
        _ring = [.. Enumerable.Range(0, Corners).Select(i => Geodesic.Destination(center, -360.0 * i / Corners, Radius(i, random)))];
        _polygon = new GeoPolygon(_ring);
        var geometry = _polygon.ToGeometry();
        _locator = new IndexedPointInAreaLocator(geometry);
        _prepared = PreparedGeometryFactory.Prepare(geometry);
        for (var i = 0; i < Count; i++)
        {
            _points[i] = Geodesic.Destination(center, random.NextDouble() * 360, 28_000 * Math.Sqrt(random.NextDouble()));
            _coordinates[i] = new Coordinate(_points[i].Longitude, _points[i].Latitude);
            _ntsPoints[i] = new Point(_coordinates[i]);
        }

        _locator.Locate(_coordinates[0]);
        _prepared.Covers(_ntsPoints[0]);
    }

    /// <summary>A coast: bays of kilometres, coves of hundreds of metres and a few metres of roughness.</summary>
    private double Radius(int corner, Random random)
    {
        var turn = 2 * Math.PI * corner / Corners;
        return 20_000 + (3_000 * Math.Sin(5 * turn)) + (300 * Math.Sin(83 * turn)) + (5 * random.NextDouble());
    }

    [Benchmark(Baseline = true, OperationsPerInvoke = Count)]
    public int IndexedPointInArea()
    {
        var inside = 0;
        foreach (var coordinate in _coordinates)
        {
            inside += _locator.Locate(coordinate) != Location.Exterior ? 1 : 0;
        }

        return inside;
    }

    [Benchmark(OperationsPerInvoke = Count)]
    public int PreparedGeometryCovers()
    {
        var inside = 0;
        foreach (var point in _ntsPoints)
        {
            inside += _prepared.Covers(point) ? 1 : 0;
        }

        return inside;
    }

    [Benchmark(OperationsPerInvoke = Count)]
    public int GeoPolygonContains()
    {
        var inside = 0;
        foreach (var point in _points)
        {
            inside += _polygon.Contains(point) ? 1 : 0;
        }

        return inside;
    }

    [Benchmark(OperationsPerInvoke = Count)]
    public double GeoPolygonSignedDistance()
    {
        double sum = 0;
        foreach (var point in _points)
        {
            sum += _polygon.SignedDistance(point);
        }

        return sum;
    }

    [Benchmark(OperationsPerInvoke = Count)]
    public double GeoPolygonOverlap()
    {
        double sum = 0;
        foreach (var point in _points)
        {
            sum += _polygon.Overlap(point, 50);
        }

        return sum;
    }

    [Benchmark]
    public GeoPolygon MakePolygon() => new(_ring);
}
