using NodaTime;

namespace Civic.Journal;

/// <summary>An entry as the journal keeps it: never changed, never removed.</summary>
/// <param name="Position">Its place in the one total order of the journal, from 1, without gaps.</param>
/// <param name="Stream">The stream it belongs to.</param>
/// <param name="Version">Its place in the stream, from 1, without gaps.</param>
/// <param name="Type">What happened.</param>
/// <param name="At">When it happened, to 100 ns, as the writer said.</param>
/// <param name="Payload">The bytes of the entry.</param>
/// <param name="Hash">Its link of the stream's hash chain: see <see cref="EntryChain"/>.</param>
public sealed record JournalEntry(long Position, StreamId Stream, long Version, string Type, Instant At, ReadOnlyMemory<byte> Payload, Digest Hash)
{
    /// <summary>Position, stream, version, type and size; never the payload, which may carry personal data.</summary>
    public override string ToString() => $"{Position}: {Stream} {Version} {Type} at {At}, {Payload.Length} bytes";
}
