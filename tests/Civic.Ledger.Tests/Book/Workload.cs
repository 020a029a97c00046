using NodaTime;

namespace Civic.Ledger.Tests;

/// <summary>
/// A day in the life of a book, one step after the other, each at a time of its own: the same steps give the same entries. Every step may be
/// repeated, as a caller does who got no answer.
/// </summary>
internal static class Workload
{
    private static readonly Instant Start = Instant.FromUtc(2026, 7, 1, 0, 0);

    public static readonly Func<GeneralLedger, Task>[] Steps =
    [
        book => book.CreateAccountsAsync(new[] { Books.Account(1), Books.Account(2), Books.Account(3, AccountFlags.DebitsMustNotExceedCredits | AccountFlags.History) }),
        book => book.CreateTransfersAsync(new[] { Books.Transfer(10, 1, 2, 100), Books.Transfer(11, 1, 3, 50), Books.Transfer(12, 3, 2, 60) }),
        book => book.CreateTransfersAsync(new[] { Books.Pending(20, 1, 2, 40, timeout: 45), Books.Pending(21, 1, 2, 30) }),
        book => book.CreateTransfersAsync(new[] { Books.Transfer(30, 1, 2, 1, TransferFlags.Linked), Books.Transfer(31, 1, 9, 1) }),
        book => book.DefinePeriodAsync(FiscalPeriod.CalendarYear(2026), Books.Clerk),
        book => book.ProposeEntryAsync(Books.Entry(1), new[] { Books.Transfer(40, 1, 2, 7), Books.Transfer(41, 2, 3, 7) }, Books.Clerk, Books.Reason),
        book => book.ApproveEntryAsync(Books.Entry(1), Books.Head, Books.Reason),
        book => book.CreateTransfersAsync(new[] { Books.Post(22, 21), Books.Post(23, 20) }),
        book => book.SaveSnapshotAsync(),
        book => book.SoftClosePeriodAsync("2026", Books.Clerk, Books.Reason),
        book => book.CreateTransfersAsync(new[] { Books.Transfer(50, 1, 2, 5) }),
        book => book.ProposeEntryAsync(Books.Entry(2), new[] { Books.Transfer(51, 1, 2, 5) }, Books.Clerk, Books.Reason, "doc-2"),
        book => book.ApproveEntryAsync(Books.Entry(2), Books.Head, Books.Reason),
        book => book.AskReopeningPeriodAsync("2026", Books.Clerk, Books.Reason),
        book => book.ConfirmReopeningPeriodAsync("2026", Books.Head, Books.Reason),
        book => book.CreateTransfersAsync(Enumerable.Range(100, 200).Select(i => Books.Transfer((ulong)i, 1, 2, 1)).ToArray()),
        book => book.ExpireAsync(),
    ];

    /// <summary>Sets the clock for a step and takes it.</summary>
    public static Task TakeAsync(int step, GeneralLedger book, ManualClock clock)
    {
        clock.Now = Start + Duration.FromSeconds(20 * step);
        return Steps[step](book);
    }

    /// <summary>What the steps leave behind, however often they were repeated: balances, periods and manual entries, without times.</summary>
    public static async Task<string> SummaryAsync(GeneralLedger book)
    {
        var accounts = (await book.QueryAccountsAsync(new())).Select(a => $"{a.Id}:{a.DebitsPending}/{a.DebitsPosted}/{a.CreditsPending}/{a.CreditsPosted}");
        var periods = (await book.GetPeriodsAsync()).Select(p => $"{p.Name} {p.State}");
        var entries = new[] { await book.GetEntryAsync(Books.Entry(1)), await book.GetEntryAsync(Books.Entry(2)) }.Select(e => $"{e?.Id} {e?.State}");
        return string.Join('\n', [.. accounts, .. periods, .. entries]);
    }
}
