using System.Buffers.Binary;

namespace Civic.Ledger;

/// <summary>
/// The payload of an entry: the input, then the mark of the outcome, its length in 4 bytes, and the timestamp in 8 bytes, both big-endian. The input
/// comes first so that it can be written before the command is executed, and so that JSON inputs read as such in any dump.
/// </summary>
internal readonly ref struct CommandEntry
{
    private const int TailLength = sizeof(int) + sizeof(ulong);

    public ReadOnlyMemory<byte> Input { get; private init; }

    public ReadOnlySpan<byte> Mark { get; private init; }

    public ulong Timestamp { get; private init; }

    public static void Finish(PayloadBuffer payload, ReadOnlySpan<byte> mark, ulong timestamp)
    {
        payload.Write(mark);
        var tail = payload.GetSpan(TailLength);
        BinaryPrimitives.WriteInt32BigEndian(tail, mark.Length);
        BinaryPrimitives.WriteUInt64BigEndian(tail[sizeof(int)..], timestamp);
        payload.Advance(TailLength);
    }

    /// <exception cref="InvalidDataException">It is too short to be one.</exception>
    public static CommandEntry Read(ReadOnlyMemory<byte> payload)
    {
        var body = payload.Length - TailLength;
        if (body < 0)
            throw new InvalidDataException("The payload is shorter than that of any command.");
        var tail = payload.Span[body..];
        var mark = BinaryPrimitives.ReadInt32BigEndian(tail);
        if (mark < 0 || mark > body)
            throw new InvalidDataException("The mark of the outcome is longer than the payload.");
        return new()
        {
            Input = payload[..(body - mark)],
            Mark = payload.Span[(body - mark)..body],
            Timestamp = BinaryPrimitives.ReadUInt64BigEndian(tail[sizeof(int)..]),
        };
    }
}
