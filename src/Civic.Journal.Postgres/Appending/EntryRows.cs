namespace Civic.Journal.Postgres;

/// <summary>The rows of one insert, a list per column, as the server's <c>unnest</c> takes them.</summary>
internal sealed class EntryRows
{
    public List<long> Positions { get; } = [];

    public List<string> Streams { get; } = [];

    public List<long> Versions { get; } = [];

    public List<string> Types { get; } = [];

    public List<long> Instants { get; } = [];

    public List<ReadOnlyMemory<byte>> Payloads { get; } = [];

    public List<byte[]> Hashes { get; } = [];

    public List<Guid?> Keys { get; } = [];

    public List<byte[]?> Requests { get; } = [];
}
