using System.Buffers;
using System.Buffers.Binary;
using Civic.Journal;

namespace Civic.Ledger;

public sealed partial class LedgerEngine
{
    private const ulong SnapshotMark = 0x0131_5244_4C56_4943; // "CIVLDR1", format 1
    private const int SnapshotHeaderBytes = 40;

    /// <summary>
    /// SHA-256 over everything that the future depends on: equal states give equal hashes on every machine. Failed identifiers count, in the order
    /// they failed. O(book).
    /// </summary>
    public Digest StateHash()
    {
        using var writer = new HashingWriter();
        Save(writer);
        return writer.Finish();
    }

    /// <summary>Writes the whole state, about 50 bytes a transfer. Equal states give equal bytes. Periods are not part of it. O(book).</summary>
    /// <param name="into">Takes the bytes; whoever stores them adds a checksum.</param>
    public void Save(IBufferWriter<byte> into)
    {
        ArgumentNullException.ThrowIfNull(into);
        var header = into.GetSpan(SnapshotHeaderBytes);
        BinaryPrimitives.WriteUInt64LittleEndian(header, SnapshotMark);
        BinaryPrimitives.WriteUInt64LittleEndian(header[8..], Timestamp);
        BinaryPrimitives.WriteInt32LittleEndian(header[16..], _offsetSeconds);
        BinaryPrimitives.WriteInt32LittleEndian(header[20..], _accounts.Count);
        BinaryPrimitives.WriteInt32LittleEndian(header[24..], _transfers.Count);
        BinaryPrimitives.WriteInt32LittleEndian(header[28..], _history.Count);
        BinaryPrimitives.WriteInt32LittleEndian(header[32..], _burnt.Count);
        BinaryPrimitives.WriteInt32LittleEndian(header[36..], 0);
        into.Advance(SnapshotHeaderBytes);
        for (var i = 0; i < _accounts.Count; i++)
        {
            into.Advance(AccountCodec.Write(_accounts[i].ToAccount(), into.GetSpan(FieldPacking.Longest)));
        }

        for (var i = 0; i < _transfers.Count; i++)
        {
            var span = into.GetSpan(FieldPacking.Longest + 1);
            span[0] = (byte)_transfers[i].State;
            into.Advance(1 + TransferCodec.Write(ToTransfer(in _transfers[i]), span[1..]));
        }

        for (var i = 0; i < _history.Count; i++)
        {
            into.Advance(WriteHistory(in _history[i], into.GetSpan(FieldPacking.Longest)));
        }

        for (var i = 0; i < _burnt.Count; i++)
        {
            BinaryPrimitives.WriteUInt128LittleEndian(into.GetSpan(16), _burnt[i]);
            into.Advance(16);
        }
    }

    /// <summary>Makes a book from what <see cref="Save"/> wrote. O(book).</summary>
    /// <param name="snapshot">The bytes, whose checksum the caller has checked.</param>
    /// <exception cref="InvalidDataException">The bytes are not a whole snapshot, or are of another format, or contradict themselves.</exception>
    public static LedgerEngine Load(ReadOnlySpan<byte> snapshot) => SnapshotReader.Read(snapshot);

    private static int WriteHistory(in HistoryRow row, Span<byte> into)
    {
        var writer = new FieldPacking.Writer(into);
        writer.Begin(SnapshotReader.HistoryControlBytes);
        writer.Wide(row.DebitsPending);
        writer.Wide(row.DebitsPosted);
        writer.Wide(row.CreditsPending);
        writer.Wide(row.CreditsPosted);
        writer.Narrow((uint)row.Account);
        writer.Narrow((uint)row.Transfer);
        writer.End(SnapshotReader.HistoryControlBytes);
        return writer.Position;
    }
}
