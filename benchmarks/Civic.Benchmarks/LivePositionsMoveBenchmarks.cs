using BenchmarkDotNet.Attributes;
using Civic.Geo;
using NodaTime;

namespace Civic.Benchmarks;

/// <summary>
/// A million devices in random order each move up to 28 m, into a neighbouring cell now and then. The floor is a dictionary, which
/// knows where each is but not who is where.
/// </summary>
public class LivePositionsMoveBenchmarks
{
    private readonly SeoulDevices _city = new();
    private readonly Dictionary<DeviceId, DevicePosition> _dictionary = [];
    private readonly DevicePosition[] _moves = new DevicePosition[SeoulDevices.Count];
    private readonly GeoPoint[] _places = new GeoPoint[SeoulDevices.Count * 2];
    private readonly int[] _order = [.. Enumerable.Range(0, SeoulDevices.Count)];
    private readonly DeviceId[] _found = new DeviceId[50_000];
    private LivePositions _positions = null!;
    private Thread? _asking;
    private volatile bool _ask;
    private long _answers;
    private Instant _now = SeoulDevices.Start;

    [GlobalSetup]
    public void Build()
    {
        new Random(5).Shuffle(_order);
        _positions = _city.Index();
        for (var i = 0; i < SeoulDevices.Count; i++)
        {
            _dictionary[new DeviceId((ulong)i)] = default;
            _places[i] = _city.Points[i];
            _places[SeoulDevices.Count + i] = _city.Near(_city.Points[i]);
        }
    }

    [IterationSetup]
    public void Move()
    {
        _now += Duration.FromSeconds(10);
        var places = (_now - SeoulDevices.Start).TotalSeconds % 20 == 0 ? 0 : SeoulDevices.Count;
        for (var i = 0; i < _moves.Length; i++)
        {
            var device = _order[i];
            _moves[i] = new DevicePosition(new DeviceId((ulong)device), _places[places + device], _now, 10);
        }
    }

    [Benchmark(Baseline = true, OperationsPerInvoke = SeoulDevices.Count)]
    public int DictionaryOnly()
    {
        foreach (ref readonly var move in _moves.AsSpan())
        {
            _dictionary[move.Device] = move;
        }

        return _dictionary.Count;
    }

    [Benchmark(OperationsPerInvoke = SeoulDevices.Count)]
    public int LivePositionsOneByOne()
    {
        var taken = 0;
        foreach (ref readonly var move in _moves.AsSpan())
        {
            taken += _positions.Update(in move, _now) == PositionOutcome.Moved ? 1 : 0;
        }

        return taken;
    }

    [Benchmark(OperationsPerInvoke = SeoulDevices.Count)]
    public int LivePositionsInBatches() => _positions.Update(_moves, _now);

    [Benchmark(OperationsPerInvoke = SeoulDevices.Count)]
    public int LivePositionsBesideQueries() => _positions.Update(_moves, _now);

    [IterationSetup(Target = nameof(LivePositionsBesideQueries))]
    public void MoveAndAsk()
    {
        Move();
        _ask = true;
        _asking = new Thread(Ask);
        _asking.Start();
    }

    [IterationCleanup(Target = nameof(LivePositionsBesideQueries))]
    public void StopAsking()
    {
        _ask = false;
        _asking?.Join();
    }

    [GlobalCleanup]
    public void Tell() => Console.WriteLine($"// circles of 2 km answered beside the moves: {_answers}");

    private void Ask()
    {
        for (var i = 0; _ask; i++)
        {
            _positions.Within(_city.Centers[i & (SeoulDevices.CenterCount - 1)], 2000, _found);
            _answers++;
        }
    }
}
