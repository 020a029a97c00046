using System.Collections.Concurrent;
using System.Net;

namespace Civic.City.Feeds;

/// <summary>All feeds, and which connections are the replay's own.</summary>
internal sealed class FeedBoard
{
    private readonly ConcurrentDictionary<string, FeedStatus> _feeds = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<IPEndPoint, SourceKind> _replayConnections = new();

    /// <summary>By name.</summary>
    public IEnumerable<FeedStatus> All => _feeds.Values.OrderBy(f => f.Name, StringComparer.Ordinal);

    public FeedStatus this[string name] => _feeds.GetOrAdd(name, n => new FeedStatus(n));

    /// <summary>Whether any device that is not of the replay has been understood.</summary>
    public bool HasRealDevice => _feeds.Values.Any(f => f.HasRealDevice);

    /// <summary>Where the listeners are that are open, by protocol.</summary>
    public ConcurrentDictionary<string, IPEndPoint> Listening { get; } = new(StringComparer.Ordinal);

    /// <summary>Completes when every listener is open or known to stay closed.</summary>
    public TaskCompletionSource Opened { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Called by the replay before it connects from <paramref name="local"/>.</summary>
    public void ExpectReplay(IPEndPoint local, SourceKind kind) => _replayConnections[local] = kind;

    public void ForgetReplay(IPEndPoint local) => _replayConnections.TryRemove(local, out _);

    public SourceKind KindOf(EndPoint? remote) =>
        remote is IPEndPoint address && _replayConnections.TryGetValue(address, out var kind) ? kind : SourceKind.Device;
}

/// <summary>Where a connection's reports come from.</summary>
internal enum SourceKind
{
    /// <summary>A device of somebody.</summary>
    Device,

    /// <summary>The generated evening.</summary>
    Evening,

    /// <summary>A recorded log. Its clock is that of the day it was recorded, so its fixes count from when they arrive.</summary>
    Log,
}
