using System.Buffers.Binary;

namespace Civic.Samples.JournalVerifier;

/// <summary>The payload of an entry <c>transfers.created</c>, written from docs/ledger.md, "The bytes of a batch".</summary>
public sealed class TransferBatch
{
    // How many bytes a field has by its class.
    private static readonly int[] Wide = [0, 1, 2, 3, 4, 6, 8, 16], Narrow = [0, 1, 2, 4];
    private readonly byte[] _results;
    private readonly ulong _timestamp;

    private TransferBatch(IReadOnlyList<BatchTransfer> transfers, byte[] results, ulong timestamp) =>
        (Transfers, _results, _timestamp) = (transfers, results, timestamp);

    /// <summary>The transfers in the order that they were asked for.</summary>
    public IReadOnlyList<BatchTransfer> Transfers { get; }

    /// <summary>Reads a payload.</summary>
    /// <exception cref="InvalidDataException">It is not written as a batch is.</exception>
    public static TransferBatch Read(byte[] payload)
    {
        var end = payload.Length - 12;
        JournalBytes.Need(end >= 0, "the payload is shorter than any batch");
        var results = BinaryPrimitives.ReadInt32BigEndian(payload.AsSpan(end));
        JournalBytes.Need(results >= 0 && results <= end - 5 && payload[0] == 1, "the payload is not a batch of version 1");
        var count = BinaryPrimitives.ReadInt32LittleEndian(payload.AsSpan(1));
        var rest = payload.AsSpan(5, end - results - 5);
        JournalBytes.Need(count >= 0 && count <= rest.Length / 5 && (results == 0 || results == count), "the batch is shorter than it says");
        var transfers = new BatchTransfer[count];
        for (var i = 0; i < count; i++)
        {
            transfers[i] = Transfer(ref rest);
        }

        JournalBytes.Need(rest.IsEmpty, "something follows the last transfer of the batch");
        return new(transfers, payload[(end - results)..end], BinaryPrimitives.ReadUInt64BigEndian(payload.AsSpan(end + 4)));
    }

    /// <summary>Whether the book recorded that it created the transfer with this index.</summary>
    public bool IsCreated(int index) => _results.Length == 0 || _results[index] == 0;

    /// <summary>When it was recorded, in nanoseconds since 1970.</summary>
    public ulong RecordedAt(int index) =>
        Transfers[index].Timestamp != 0 ? Transfers[index].Timestamp : unchecked(_timestamp - (ulong)(Transfers.Count - 1 - index));

    private static BatchTransfer Transfer(ref Span<byte> rest)
    {
        JournalBytes.Need(rest.Length >= 5, "a transfer is cut off");
        var control = BinaryPrimitives.ReadUInt32LittleEndian(rest) | ((ulong)rest[4] << 32);
        rest = rest[5..];
        var id = Field(ref rest, ref control, Wide);
        var debit = Field(ref rest, ref control, Wide);
        var credit = Field(ref rest, ref control, Wide);
        var amount = Field(ref rest, ref control, Wide);
        var pending = Field(ref rest, ref control, Wide);
        Field(ref rest, ref control, Wide);
        Need64(Field(ref rest, ref control, Wide));
        var timestamp = Need64(Field(ref rest, ref control, Wide));
        Field(ref rest, ref control, Narrow);
        Field(ref rest, ref control, Narrow);
        var ledger = (uint)Field(ref rest, ref control, Narrow);
        var zigzag = (uint)Field(ref rest, ref control, Narrow);
        var (code, flags) = (Field(ref rest, ref control, Narrow), Field(ref rest, ref control, Narrow));
        JournalBytes.Need(code <= ushort.MaxValue && flags <= ushort.MaxValue && control == 0, "a transfer is not in its only form");
        // 0, -1, 1, -2, 2... are written 0, 1, 2, 3, 4...
        var day = (zigzag & 1) == 0 ? (int)(zigzag >> 1) : -(int)(zigzag >> 1) - 1;
        return new(id, debit, credit, amount, pending, timestamp, ledger, day, (ushort)code, (ushort)flags);
    }

    /// <summary>Takes the class of the next field from the control bits and its bytes from the rest; a class wider than the value needs is refused.</summary>
    private static UInt128 Field(ref Span<byte> rest, ref ulong control, int[] lengths)
    {
        var of = (int)(control & (ulong)(lengths.Length - 1));
        control >>= lengths.Length == 8 ? 3 : 2;
        JournalBytes.Need(rest.Length >= lengths[of], "a transfer is cut off");
        UInt128 value = 0;
        for (var i = lengths[of] - 1; i >= 0; i--)
        {
            value = (value << 8) | rest[i];
        }

        JournalBytes.Need(of == 0 || value >> (8 * lengths[of - 1]) != 0, "a transfer is not in its only form");
        rest = rest[lengths[of]..];
        return value;
    }

    private static ulong Need64(UInt128 value)
    {
        JournalBytes.Need(value <= ulong.MaxValue, "a transfer is not in its only form");
        return (ulong)value;
    }
}
