using BenchmarkDotNet.Attributes;
using Civic.Geo;
using NetTopologySuite.Geometries;
using NetTopologySuite.Index.Strtree;
using NodaTime;

namespace Civic.Benchmarks;

/// <summary>
/// Moves of 200,000 devices over a city of 30 by 37 km with circles of 200 m, each move some 10 m: our monitor beside what is usually written in .NET, an
/// STRtree of envelopes with a haversine for each candidate and a set of fences for each device, and beside asking every fence. The others
/// look at neither time nor accuracy; the monitor does.
/// </summary>
public class FenceMonitorBenchmarks
{
    private const int Devices = 200_000;
    private const int Moves = 100_000;
    private const int ScannedMoves = 20;
    private const double Radius = 200;

    private readonly FenceEventBuffer _events = new();
    private readonly Dictionary<ulong, HashSet<int>> _inside = [];
    private GeoPoint[] _centers = [];
    private FenceFix[] _fixes = [];
    private readonly FenceMonitor _monitor = new();
    private readonly STRtree<int> _tree = new();
    private Instant _now = Instant.FromUtc(2026, 3, 1, 18, 0);
    private int _next;

    [Params(0, 20_000, 100_000)]
    public int Fences { get; set; }

    [GlobalSetup]
    public void Populate()
    {
        var random = new Random(7);
        _centers = [.. Enumerable.Range(0, Fences).Select(_ => Anywhere(random))];
        for (var i = 0; i < Fences; i++)
        {
            _monitor.Set(new Fence(new FenceId((ulong)i), 1, new GeoCircle(_centers[i], Radius)), _now, _events);
            var (y, x) = (_centers[i].Latitude, _centers[i].Longitude);
            var (height, width) = (Radius / 111_000, Radius / (111_000 * Math.Cos(double.DegreesToRadians(y))));
            _tree.Insert(new Envelope(x - width, x + width, y - height, y + height), i);
        }
        if (Fences > 0)
            _tree.Build();

        // Each device goes to and fro between two places; devices report in no order of place.
        _fixes = new FenceFix[2 * Devices];
        for (var i = 0; i < Devices; i++)
        {
            var place = Anywhere(random);
            _fixes[i] = new FenceFix(new DeviceId((ulong)i), place, default, default);
            var there = new GeoPoint(place.Latitude + (1e-4 * random.NextDouble()), place.Longitude + (1e-4 * random.NextDouble()));
            _fixes[Devices + i] = _fixes[i] with { Position = there };
        }
        for (var i = 0; i < 2 * Devices; i += Moves)
            Monitor();
        foreach (ref readonly var fix in _fixes.AsSpan(0, Devices))
            _inside[fix.Device.Value] = [];
    }

    [Benchmark(OperationsPerInvoke = Moves)]
    public int Monitor()
    {
        _events.Clear();
        _monitor.Observe(Batch(Moves), _events);
        return _events.Count;
    }

    [Benchmark(OperationsPerInvoke = Moves)]
    public int MonitorOneByOne()
    {
        _events.Clear();
        foreach (ref readonly var fix in Batch(Moves))
            _monitor.Observe(fix, _events);
        return _events.Count;
    }

    [Benchmark(Baseline = true, OperationsPerInvoke = Moves)]
    public int TreeAndHaversine()
    {
        var events = 0;
        foreach (ref readonly var fix in Batch(Moves))
        {
            var place = fix.Position;
            var now = new HashSet<int>();
            foreach (var fence in _tree.Query(new Envelope(place.Longitude, place.Longitude, place.Latitude, place.Latitude)))
            {
                if (Haversine(place, _centers[fence]) <= Radius)
                    now.Add(fence);
            }
            var before = _inside[fix.Device.Value];
            events += now.Count(fence => !before.Contains(fence)) + before.Count(fence => !now.Contains(fence));
            _inside[fix.Device.Value] = now;
        }
        return events;
    }

    [Benchmark(OperationsPerInvoke = ScannedMoves)]
    public int AskEveryFence()
    {
        var events = 0;
        foreach (ref readonly var fix in Batch(ScannedMoves))
        {
            var before = _inside[fix.Device.Value];
            for (var fence = 0; fence < _centers.Length; fence++)
            {
                if (Haversine(fix.Position, _centers[fence]) <= Radius ? before.Add(fence) : before.Remove(fence))
                    events++;
            }
        }
        return events;
    }

    private Span<FenceFix> Batch(int count)
    {
        _next = _next + count <= _fixes.Length ? _next : 0;
        var batch = _fixes.AsSpan(_next, count);
        _next += count;
        _now += Duration.FromMilliseconds(100);
        for (var i = 0; i < batch.Length; i++)
            batch[i] = batch[i] with { FixTime = _now, ReceivedAt = _now };
        return batch;
    }

    private static GeoPoint Anywhere(Random random) => new(37.43 + (random.NextDouble() * 0.27), 126.77 + (random.NextDouble() * 0.42));

    private static double Haversine(GeoPoint a, GeoPoint b)
    {
        var (north, east) = (double.DegreesToRadians(b.Latitude - a.Latitude) / 2, double.DegreesToRadians(b.Longitude - a.Longitude) / 2);
        var (y, x) = (Math.Sin(north), Math.Sin(east));
        var across = Math.Cos(double.DegreesToRadians(a.Latitude)) * Math.Cos(double.DegreesToRadians(b.Latitude));
        return 2 * 6_371_008.8 * Math.Asin(Math.Sqrt((y * y) + (across * x * x)));
    }
}
