using Civic.Journal;
using NodaTime;

namespace Civic.Ledger.Tests;

/// <summary>Short ways to open books and to name what goes into them.</summary>
internal static class Books
{
    public const uint Won = 410;

    public static readonly ActorId Clerk = new(11), Head = new(12), Auditor = new(13);
    public static readonly ReasonCode Reason = new(7);

    public static MemoryJournal Journal(IClock? clock = null) => new(clock);

    public static GeneralLedgerOptions Options(ManualClock? clock = null) => new()
    {
        Clock = clock ?? new ManualClock(),
        TimeProvider = new NoWaiting(),
        RetryDelay = Duration.Zero,
    };

    public static Task<GeneralLedger> OpenAsync(IJournal journal, ManualClock? clock = null) => GeneralLedger.OpenAsync(journal, Options(clock));

    public static Account Account(ulong id, AccountFlags flags = AccountFlags.None, ushort code = 1, uint fund = 0) =>
        new() { Id = id, Ledger = Won, Code = code, Fund = fund, Flags = flags };

    public static Transfer Transfer(ulong id, ulong debit, ulong credit, ulong amount, TransferFlags flags = TransferFlags.None, LocalDate? day = null) => new()
    {
        Id = id,
        DebitAccountId = debit,
        CreditAccountId = credit,
        Amount = amount,
        Ledger = Won,
        Code = 1,
        Flags = flags,
        AccountingDay = day is { } d ? Day(d) : 0,
    };

    public static Transfer Pending(ulong id, ulong debit, ulong credit, ulong amount, uint timeout = 0) =>
        Transfer(id, debit, credit, amount, TransferFlags.Pending) with { Timeout = timeout };

    public static Transfer Post(ulong id, ulong pending, LocalDate? day = null) => new()
    {
        Id = id,
        PendingId = pending,
        Amount = UInt128.MaxValue,
        Flags = TransferFlags.PostPending,
        AccountingDay = day is { } d ? Day(d) : 0,
    };

    public static int Day(LocalDate day) => NodaTime.Period.DaysBetween(new LocalDate(1970, 1, 1), day);

    public static ManualEntryId Entry(int number) => new(new Guid(number, 0, 0, new byte[8]));

    /// <summary>The hash that a replay of every entry gives, snapshots left aside.</summary>
    public static async Task<Digest> FullReplayAsync(IJournal journal, ManualClock clock)
    {
        await using var book = await GeneralLedger.OpenAsync(new FaultyJournal(journal) { HidesSnapshots = true }, Options(clock) with { SnapshotEvery = 0 });
        return await book.StateHashAsync();
    }
}
