using System.Buffers;
using System.Buffers.Binary;

namespace Civic.Ledger;

/// <summary>
/// Transfers in few bytes, for journals and snapshots: a version byte, a count of 4 bytes, then each transfer. A plain one takes 30 to 50 bytes.
/// The same transfers give the same bytes on every machine, and no other bytes give them.
/// </summary>
internal static class TransferCodec
{
    internal const int ControlBytes = 5;
    private const byte Version = 1;
    private const int HeaderBytes = 5;

    public static void Encode(ReadOnlySpan<Transfer> transfers, IBufferWriter<byte> into)
    {
        var header = into.GetSpan(HeaderBytes);
        header[0] = Version;
        BinaryPrimitives.WriteInt32LittleEndian(header[1..], transfers.Length);
        into.Advance(HeaderBytes);
        const int AtATime = 64;
        for (var i = 0; i < transfers.Length; i += AtATime)
        {
            var some = transfers[i..Math.Min(i + AtATime, transfers.Length)];
            var span = into.GetSpan(some.Length * FieldPacking.Longest);
            var length = 0;
            foreach (ref readonly var transfer in some)
            {
                length += Write(in transfer, span[length..]);
            }

            into.Advance(length);
        }
    }

    /// <summary>How many transfers the bytes claim to hold; never more than they could.</summary>
    /// <exception cref="InvalidDataException">The bytes are of another version, or too few for that many.</exception>
    public static int Count(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < HeaderBytes || bytes[0] != Version)
        {
            throw new InvalidDataException("These are no transfers of format 1.");
        }

        var count = BinaryPrimitives.ReadInt32LittleEndian(bytes[1..]);
        return count >= 0 && count <= (bytes.Length - HeaderBytes) / ControlBytes
            ? count
            : throw new InvalidDataException($"{count} transfers cannot lie in {bytes.Length} bytes.");
    }

    /// <exception cref="InvalidDataException">The bytes are not what <see cref="Encode"/> wrote.</exception>
    public static Transfer[] Decode(ReadOnlySpan<byte> bytes)
    {
        var transfers = new Transfer[Count(bytes)];
        Decode(bytes, transfers);
        return transfers;
    }

    /// <summary>Decodes into a span of at least <see cref="Count"/> transfers.</summary>
    /// <exception cref="InvalidDataException">The bytes are not what <see cref="Encode"/> wrote.</exception>
    public static int Decode(ReadOnlySpan<byte> bytes, Span<Transfer> into)
    {
        var count = Count(bytes);
        var rest = bytes[HeaderBytes..];
        for (var i = 0; i < count; i++)
        {
            rest = rest[Read(rest, out into[i])..];
        }

        return rest.IsEmpty ? count : throw new InvalidDataException($"{rest.Length} bytes follow the last transfer.");
    }

    internal static int Write(in Transfer transfer, Span<byte> into)
    {
        var writer = new FieldPacking.Writer(into);
        writer.Begin(ControlBytes);
        writer.Wide(transfer.Id.Value);
        writer.Wide(transfer.DebitAccountId.Value);
        writer.Wide(transfer.CreditAccountId.Value);
        writer.Wide(transfer.Amount);
        writer.Wide(transfer.PendingId.Value);
        writer.Wide(transfer.UserData128);
        writer.Wide64(transfer.UserData64);
        writer.Wide64(transfer.Timestamp);
        writer.Narrow(transfer.UserData32);
        writer.Narrow(transfer.Timeout);
        writer.Narrow(transfer.Ledger);
        writer.Narrow(FieldPacking.ZigZag(transfer.AccountingDay));
        writer.Narrow(transfer.Code);
        writer.Narrow((uint)transfer.Flags);
        writer.End(ControlBytes);
        return writer.Position;
    }

    internal static int Read(scoped ReadOnlySpan<byte> from, out Transfer transfer)
    {
        Span<byte> padded = stackalloc byte[FieldPacking.Longest];
        var length = from.Length;
        if (length < FieldPacking.Longest)
        {
            padded.Clear();
            from.CopyTo(padded);
            from = padded;
        }

        var reader = new FieldPacking.Reader(from);
        reader.Begin(ControlBytes);
        transfer = new()
        {
            Id = new(reader.Wide()),
            DebitAccountId = new(reader.Wide()),
            CreditAccountId = new(reader.Wide()),
            Amount = reader.Wide(),
            PendingId = new(reader.Wide()),
            UserData128 = reader.Wide(),
            UserData64 = reader.Wide64(),
            Timestamp = reader.Wide64(),
            UserData32 = reader.Narrow(),
            Timeout = reader.Narrow(),
            Ledger = reader.Narrow(),
            AccountingDay = FieldPacking.ZagZig(reader.Narrow()),
            Code = reader.Narrow16(),
            Flags = (TransferFlags)reader.Narrow16(),
        };
        return reader.Position <= length && reader.IsCanonical && reader.Rest == 0
            ? reader.Position
            : throw new InvalidDataException("A transfer is cut off, or is not in its only form.");
    }
}
