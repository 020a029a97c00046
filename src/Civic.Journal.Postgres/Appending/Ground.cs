namespace Civic.Journal.Postgres;

/// <summary>What a group of appends is decided on: everything read under the lock of the head row.</summary>
internal sealed class Ground(MerkleFrontier frontier)
{
    public MerkleFrontier Frontier { get; } = frontier;

    public Dictionary<string, (long Token, bool IsRunning)> Leases { get; } = [];

    public Dictionary<StreamId, StreamHead> Streams { get; } = [];

    public Dictionary<(StreamId Stream, AppendKey Key), (Digest Request, long Version, long Position)> Keys { get; } = [];
}
