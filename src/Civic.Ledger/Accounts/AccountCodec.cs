using System.Buffers;
using System.Buffers.Binary;

namespace Civic.Ledger;

/// <summary>
/// Accounts in few bytes, for journals and snapshots: a version byte, a count of 4 bytes, then each account. The same accounts give the same bytes
/// on every machine, and no other bytes give them.
/// </summary>
internal static class AccountCodec
{
    internal const int ControlBytes = 5;
    private const byte Version = 1;
    private const int HeaderBytes = 5;

    public static void Encode(ReadOnlySpan<Account> accounts, IBufferWriter<byte> into)
    {
        var header = into.GetSpan(HeaderBytes);
        header[0] = Version;
        BinaryPrimitives.WriteInt32LittleEndian(header[1..], accounts.Length);
        into.Advance(HeaderBytes);
        foreach (ref readonly var account in accounts)
        {
            into.Advance(Write(in account, into.GetSpan(FieldPacking.Longest)));
        }
    }

    /// <summary>How many accounts the bytes claim to hold; never more than they could.</summary>
    /// <exception cref="InvalidDataException">The bytes are of another version, or too few for that many.</exception>
    public static int Count(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < HeaderBytes || bytes[0] != Version)
        {
            throw new InvalidDataException("These are no accounts of format 1.");
        }

        var count = BinaryPrimitives.ReadInt32LittleEndian(bytes[1..]);
        return count >= 0 && count <= (bytes.Length - HeaderBytes) / ControlBytes
            ? count
            : throw new InvalidDataException($"{count} accounts cannot lie in {bytes.Length} bytes.");
    }

    /// <exception cref="InvalidDataException">The bytes are not what <see cref="Encode"/> wrote.</exception>
    public static Account[] Decode(ReadOnlySpan<byte> bytes)
    {
        var accounts = new Account[Count(bytes)];
        var rest = bytes[HeaderBytes..];
        for (var i = 0; i < accounts.Length; i++)
        {
            rest = rest[Read(rest, out accounts[i])..];
        }

        return rest.IsEmpty ? accounts : throw new InvalidDataException($"{rest.Length} bytes follow the last account.");
    }

    internal static int Write(in Account account, Span<byte> into)
    {
        var writer = new FieldPacking.Writer(into);
        writer.Begin(ControlBytes);
        writer.Wide(account.Id.Value);
        writer.Wide(account.DebitsPending);
        writer.Wide(account.DebitsPosted);
        writer.Wide(account.CreditsPending);
        writer.Wide(account.CreditsPosted);
        writer.Wide(account.UserData128);
        writer.Wide64(account.UserData64);
        writer.Wide64(account.Timestamp);
        writer.Narrow(account.UserData32);
        writer.Narrow(account.Ledger);
        writer.Narrow(account.Fund);
        writer.Narrow(account.Reserved);
        writer.Narrow(account.Code);
        writer.Narrow((uint)account.Flags);
        writer.End(ControlBytes);
        return writer.Position;
    }

    internal static int Read(scoped ReadOnlySpan<byte> from, out Account account)
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
        account = new()
        {
            Id = new(reader.Wide()),
            DebitsPending = reader.Wide(),
            DebitsPosted = reader.Wide(),
            CreditsPending = reader.Wide(),
            CreditsPosted = reader.Wide(),
            UserData128 = reader.Wide(),
            UserData64 = reader.Wide64(),
            Timestamp = reader.Wide64(),
            UserData32 = reader.Narrow(),
            Ledger = reader.Narrow(),
            Fund = reader.Narrow(),
            Reserved = reader.Narrow(),
            Code = reader.Narrow16(),
            Flags = (AccountFlags)reader.Narrow16(),
        };
        return reader.Position <= length && reader.IsCanonical && reader.Rest == 0
            ? reader.Position
            : throw new InvalidDataException("An account is cut off, or is not in its only form.");
    }
}
