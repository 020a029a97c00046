namespace Civic.Journal.Sqlite;

/// <summary>What the writer remembers of a stream, so that an append need not look it up.</summary>
internal sealed class StreamState
{
    public required long Id { get; init; }

    public required long Version { get; set; }

    public required Digest Hash { get; set; }
}
