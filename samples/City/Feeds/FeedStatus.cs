using System.Collections.Concurrent;
using Civic.Geo.Beacons;

namespace Civic.City.Feeds;

/// <summary>How a feed is doing. Numbers only, no personal data.</summary>
internal sealed class FeedStatus(string name)
{
    /// <summary>Counters still counting, and whether each is a connection's.</summary>
    private readonly ConcurrentDictionary<BeaconCounters, bool> _open = new();
    private readonly Lock _gate = new();
    private readonly Dictionary<RefusalReason, long> _closedRefusals = [];
    private long _closedAccepted;
    private long _closedFixes;
    private long _closedBytes;
    private long _closedSkipped;
    private long _turnedAway;
    private int _realDevices;

    public string Name { get; } = name;

    /// <summary>Where devices reach it, or why they cannot.</summary>
    public string Where { get; set; } = "";

    public bool IsListening { get; set; }

    public int Connections => _open.Count(c => c.Value);

    /// <summary>Whether a device that is not of the replay has been understood here.</summary>
    public bool HasRealDevice => Volatile.Read(ref _realDevices) > 0;

    public void NoteRealDevice() => Interlocked.Exchange(ref _realDevices, 1);

    public void NoteTurnedAway() => Interlocked.Increment(ref _turnedAway);

    public void Open(BeaconCounters counters, bool isConnection = true) => _open[counters] = isConnection;

    public void Close(BeaconCounters counters)
    {
        lock (_gate)
        {
            if (!_open.TryRemove(counters, out _))
            {
                return;
            }

            _closedAccepted += counters.Accepted;
            _closedFixes += counters.Fixes;
            _closedBytes += counters.Bytes;
            _closedSkipped += counters.SkippedBytes;
            foreach (var reason in Enum.GetValues<RefusalReason>())
            {
                _closedRefusals[reason] = _closedRefusals.GetValueOrDefault(reason) + counters.RefusedFor(reason);
            }
        }
    }

    public FeedFigures Figures()
    {
        lock (_gate)
        {
            var open = _open.Keys.ToArray();
            var refused = new SortedDictionary<string, long>(StringComparer.Ordinal);
            foreach (var reason in Enum.GetValues<RefusalReason>())
            {
                var count = _closedRefusals.GetValueOrDefault(reason) + open.Sum(c => c.RefusedFor(reason));
                if (count > 0)
                {
                    refused[reason.ToString()] = count;
                }
            }

            return new FeedFigures(
                Name,
                IsListening,
                Where,
                Connections,
                _closedAccepted + open.Sum(c => c.Accepted),
                _closedFixes + open.Sum(c => c.Fixes),
                _closedBytes + open.Sum(c => c.Bytes),
                _closedSkipped + open.Sum(c => c.SkippedBytes),
                Interlocked.Read(ref _turnedAway),
                refused);
        }
    }
}

/// <summary>The figures of a feed at one moment.</summary>
internal sealed record FeedFigures(
    string Name,
    bool Listening,
    string Where,
    int Connections,
    long Accepted,
    long Fixes,
    long Bytes,
    long SkippedBytes,
    long TurnedAway,
    IReadOnlyDictionary<string, long> Refused);
