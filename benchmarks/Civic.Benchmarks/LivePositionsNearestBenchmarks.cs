using BenchmarkDotNet.Attributes;
using Civic.Geo;
using NetTopologySuite.Geometries;
using NetTopologySuite.Index.Strtree;

namespace Civic.Benchmarks;

/// <summary>The ten nearest of a million devices over Seoul: ours by the geodesic, the STRtree's by the haversine.</summary>
public class LivePositionsNearestBenchmarks
{
    private readonly SeoulDevices _city = new();
    private readonly NearbyDevice[] _nearest = new NearbyDevice[10];
    private readonly HaversineDistance _distance = new();
    private LivePositions _positions = null!;
    private STRtree<GeoPoint> _tree = null!;
    private int _query;

    [GlobalSetup]
    public void Build()
    {
        _positions = _city.Index();
        _tree = new STRtree<GeoPoint>();
        foreach (var point in _city.Points)
        {
            _tree.Insert(Place(point), point);
        }

        _tree.Build();
    }

    [Benchmark(Baseline = true)]
    public int StrTreeAndHaversine()
    {
        var center = Next();
        return _tree.NearestNeighbour(Place(center), center, _distance, 10).Length;
    }

    [Benchmark]
    public int LivePositionsNearest() => _positions.Nearest(Next(), _nearest);

    private static Envelope Place(GeoPoint point) => new(new Coordinate(point.Longitude, point.Latitude));

    private GeoPoint Next() => _city.Centers[_query++ & (SeoulDevices.CenterCount - 1)];

    private sealed class HaversineDistance : IItemDistance<Envelope, GeoPoint>
    {
        public double Distance(IBoundable<Envelope, GeoPoint> item1, IBoundable<Envelope, GeoPoint> item2) => SeoulDevices.Haversine(item1.Item, item2.Item);
    }
}
