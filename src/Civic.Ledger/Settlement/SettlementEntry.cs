using NodaTime;

namespace Civic.Ledger;

/// <summary>What the transfers of one settlement command have in common: the ledger, the accounting day, and whose they are.</summary>
/// <param name="Ledger">The ledger.</param>
/// <param name="Day">The accounting day.</param>
/// <param name="Owner">The charge, refund, batch, bill, deposit or dividend, kept as user data 128; its line as user data 64.</param>
internal readonly record struct SettlementEntry(uint Ledger, LocalDate Day, Guid Owner)
{
    public static UInt128 Number(Guid id)
    {
        Span<byte> bytes = stackalloc byte[16];
        id.TryWriteBytes(bytes, bigEndian: true, out _);
        return System.Buffers.Binary.BinaryPrimitives.ReadUInt128BigEndian(bytes);
    }

    public static Guid Id(UInt128 number)
    {
        Span<byte> bytes = stackalloc byte[16];
        System.Buffers.Binary.BinaryPrimitives.WriteUInt128BigEndian(bytes, number);
        return new(bytes, bigEndian: true);
    }

    public Transfer Transfer(SettlementIds ids, int line, AccountId from, AccountId to, long amount, SettlementCode code) => new()
    {
        Id = ids[line],
        DebitAccountId = from,
        CreditAccountId = to,
        Amount = (UInt128)amount,
        UserData128 = Number(Owner),
        UserData64 = (ulong)line,
        Ledger = Ledger,
        AccountingDay = PeriodDays.Number(Day),
        Code = (ushort)code,
    };
}
