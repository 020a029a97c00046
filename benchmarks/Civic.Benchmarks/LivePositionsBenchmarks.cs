using System.Numerics;
using System.Runtime.Intrinsics;
using BenchmarkDotNet.Attributes;
using Civic.Geo;
using NetTopologySuite.Geometries;
using NetTopologySuite.Index.Strtree;

namespace Civic.Benchmarks;

/// <summary>
/// Who is in a circle among 1,000,000 devices over Seoul? A scan of all in a plane with 256-bit vectors is the floor without an
/// index, and approximate; NetTopologySuite's STRtree with the haversine is what .NET programs mostly use: 0.25 % of it wrong, and not movable.
/// </summary>
public class LivePositionsBenchmarks
{
    private readonly SeoulDevices _city = new();
    private readonly DeviceId[] _found = new DeviceId[50_000];
    private readonly float[] _east = new float[SeoulDevices.Count];
    private readonly float[] _north = new float[SeoulDevices.Count];
    private LivePositions _positions = null!;
    private STRtree<int> _tree = null!;
    private int _query;

    [Params(500, 2000)]
    public int Radius { get; set; }

    [GlobalSetup]
    public void Build()
    {
        (_positions, var ours) = SeoulDevices.Weigh(() => _city.Index());
        (_tree, var theirs) = SeoulDevices.Weigh(BuildTree);
        for (var i = 0; i < SeoulDevices.Count; i++)
        {
            (_east[i], _north[i]) = SeoulDevices.Plane(_city.Points[i]);
        }

        Console.WriteLine($"// bytes per position: LivePositions {ours:F1}, STRtree {theirs:F1}; hits in {Radius} m: {LivePositionsInOrder()}");
    }

    [Benchmark(Baseline = true)]
    public int ScanOfAll()
    {
        var (x, y) = SeoulDevices.Plane(Next());
        var (east, north, limit) = (Vector256.Create(x), Vector256.Create(y), Vector256.Create((float)Radius * Radius));
        var count = 0;
        for (var i = 0; i < SeoulDevices.Count; i += Vector256<float>.Count)
        {
            var dx = Vector256.Create(_east, i) - east;
            var dy = Vector256.Create(_north, i) - north;
            for (var rest = Vector256.LessThanOrEqual((dx * dx) + (dy * dy), limit).ExtractMostSignificantBits(); rest != 0; rest &= rest - 1)
            {
                _found[count++] = new DeviceId((ulong)(i + BitOperations.TrailingZeroCount(rest)));
            }
        }

        return count;
    }

    [Benchmark]
    public int LivePositionsInOrder() => _positions.Within(Next(), Radius, _found);

    [Benchmark]
    public int LivePositionsAsStored() => _positions.Within(Next(), Radius, _found, new PositionQuery(Order: PositionOrder.AsStored));

    [Benchmark]
    public int LivePositionsPossible() => _positions.Within(Next(), Radius, _found, new PositionQuery(AreaMembership.Possible));

    [Benchmark]
    public int StrTreeAndHaversine()
    {
        var center = Next();
        var visitor = new Circle(center, Radius, _city.Points, _found);
        _tree.Query(SeoulDevices.Box(center, Radius), visitor);
        return visitor.Count;
    }

    private GeoPoint Next() => _city.Centers[_query++ & (SeoulDevices.CenterCount - 1)];

    private STRtree<int> BuildTree()
    {
        var tree = new STRtree<int>();
        for (var i = 0; i < SeoulDevices.Count; i++)
        {
            tree.Insert(new Envelope(new Coordinate(_city.Points[i].Longitude, _city.Points[i].Latitude)), i);
        }

        tree.Build();
        return tree;
    }

    private sealed class Circle(GeoPoint center, double radius, GeoPoint[] points, DeviceId[] found) : NetTopologySuite.Index.IItemVisitor<int>
    {
        public int Count { get; private set; }

        public void VisitItem(int item)
        {
            if (SeoulDevices.Haversine(center, points[item]) <= radius)
            {
                found[Count++] = new DeviceId((ulong)item);
            }
        }
    }
}
