using Civic.Journal;
using NodaTime;

namespace Civic.Ledger.Tests;

public class PeriodTests
{
    private static readonly LocalDate In2026 = new(2026, 5, 1), In2025 = new(2025, 5, 1);
    private readonly ManualClock _clock = new();
    private readonly IJournal _journal = Books.Journal();

    [Fact]
    public async Task Without_periods_every_day_is_open_and_with_one_the_days_outside_are_not()
    {
        await using var book = await BookAsync();
        Assert.Equal(CreateTransferResult.Created, await TransferAsync(book, 10, In2025));
        await book.DefinePeriodAsync(FiscalPeriod.CalendarYear(2026), Books.Clerk);
        Assert.Equal(CreateTransferResult.PeriodNotOpen, await TransferAsync(book, 11, In2025));
        Assert.Equal(CreateTransferResult.Created, await TransferAsync(book, 12, In2026));
        Assert.Equal(CreateTransferResult.PeriodNotOpen, await TransferAsync(book, 13, new(2027, 1, 1)));
        Assert.Equal(CreateTransferResult.Created, await TransferAsync(book, 14, new(2026, 12, 31)));
        Assert.Equal(CreateTransferResult.Created, await TransferAsync(book, 15, new(2026, 1, 1)));
    }

    [Fact]
    public async Task A_late_entry_keeps_its_record_date_and_its_accounting_day()
    {
        await using var book = await BookAsync();
        await TransferAsync(book, 10, new(2025, 12, 31));
        var late = (await book.GetTransferAsync(10))!.Value;
        Assert.Equal(Books.Day(new(2025, 12, 31)), late.AccountingDay);
        Assert.Equal(2026, late.RecordedAt.InUtc().Year);
    }

    [Fact]
    public async Task A_softly_closed_period_takes_approved_entries_only_and_a_hard_closed_one_takes_none()
    {
        await using var book = await BookAsync();
        await book.DefinePeriodAsync(FiscalPeriod.CalendarYear(2026), Books.Clerk);
        Assert.Equal(PeriodOutcome.NotSoftClosed, await book.HardClosePeriodAsync("2026", Books.Clerk, Books.Reason));
        Assert.Equal(PeriodOutcome.Done, await book.SoftClosePeriodAsync("2026", Books.Clerk, Books.Reason));
        Assert.Equal(PeriodOutcome.Unchanged, await book.SoftClosePeriodAsync("2026", Books.Clerk, Books.Reason));
        Assert.Equal(CreateTransferResult.PeriodSoftClosed, await TransferAsync(book, 10, In2026));
        Assert.Equal(ApprovalOutcome.Done, await ApprovedAsync(book, 1, 11));
        Assert.Equal(PeriodOutcome.Done, await book.HardClosePeriodAsync("2026", Books.Clerk, Books.Reason));
        Assert.Equal(CreateTransferResult.PeriodHardClosed, await TransferAsync(book, 12, In2026));
        Assert.Equal(ApprovalOutcome.TransfersRefused, await ApprovedAsync(book, 2, 13));
    }

    [Fact]
    public async Task A_soft_close_is_taken_back_by_two_people_and_a_hard_close_by_nobody()
    {
        await using var book = await BookAsync();
        await book.DefinePeriodAsync(FiscalPeriod.CalendarYear(2026), Books.Clerk);
        Assert.Equal(PeriodOutcome.NotSoftClosed, await book.AskReopeningPeriodAsync("2026", Books.Clerk, Books.Reason));
        await book.SoftClosePeriodAsync("2026", Books.Clerk, Books.Reason);
        Assert.Equal(PeriodOutcome.NotAsked, await book.ConfirmReopeningPeriodAsync("2026", Books.Head, Books.Reason));
        Assert.Equal(PeriodOutcome.AwaitsSecondPerson, await book.AskReopeningPeriodAsync("2026", Books.Clerk, Books.Reason));
        Assert.Equal(PeriodOutcome.SamePerson, await book.ConfirmReopeningPeriodAsync("2026", Books.Clerk, Books.Reason));
        Assert.Equal(CreateTransferResult.PeriodSoftClosed, await TransferAsync(book, 10, In2026));
        Assert.Equal(PeriodOutcome.Done, await book.ConfirmReopeningPeriodAsync("2026", Books.Head, Books.Reason));
        Assert.Equal(CreateTransferResult.Created, await TransferAsync(book, 11, In2026));

        await book.SoftClosePeriodAsync("2026", Books.Clerk, Books.Reason);
        await book.AskReopeningPeriodAsync("2026", Books.Clerk, Books.Reason);
        await book.HardClosePeriodAsync("2026", Books.Clerk, Books.Reason);
        Assert.Equal(PeriodOutcome.HardClosed, await book.ConfirmReopeningPeriodAsync("2026", Books.Head, Books.Reason));
        Assert.Equal(PeriodOutcome.HardClosed, await book.AskReopeningPeriodAsync("2026", Books.Head, Books.Reason));
        Assert.Equal(PeriodOutcome.HardClosed, await book.SoftClosePeriodAsync("2026", Books.Head, Books.Reason));
        Assert.Equal(PeriodState.HardClosed, (await book.GetPeriodsAsync())[0].State);
    }

    [Fact]
    public async Task Periods_do_not_overlap_and_names_are_unique()
    {
        await using var book = await BookAsync();
        Assert.Equal(PeriodOutcome.Done, await book.DefinePeriodAsync(FiscalPeriod.CalendarYear(2026), Books.Clerk));
        Assert.Equal(PeriodOutcome.Unchanged, await book.DefinePeriodAsync(FiscalPeriod.CalendarYear(2026), Books.Head));
        Assert.Equal(PeriodOutcome.Overlaps, await book.DefinePeriodAsync(new("x", new(2026, 12, 31), new(2027, 3, 1)), Books.Clerk));
        Assert.Equal(PeriodOutcome.NameInUse, await book.DefinePeriodAsync(new("2026", new(2027, 1, 1), new(2027, 3, 1)), Books.Clerk));
        Assert.Equal(PeriodOutcome.Done, await book.DefinePeriodAsync(FiscalPeriod.CalendarYear(2025), Books.Clerk));
        Assert.Equal(["2025", "2026"], (await book.GetPeriodsAsync()).Select(p => p.Name));
        Assert.Equal(PeriodOutcome.NotFound, await book.SoftClosePeriodAsync("2031", Books.Clerk, Books.Reason));
        await Assert.ThrowsAsync<ArgumentException>(() => book.DefinePeriodAsync(new("y", new(2027, 2, 1), new(2027, 1, 1)), Books.Clerk));
    }

    [Fact]
    public async Task Money_set_aside_before_a_close_is_posted_on_a_day_that_is_open_or_not_at_all()
    {
        await using var book = await BookAsync();
        await book.DefinePeriodAsync(FiscalPeriod.CalendarYear(2025), Books.Clerk);
        await book.DefinePeriodAsync(FiscalPeriod.CalendarYear(2026), Books.Clerk);
        await book.CreateTransfersAsync(new[]
        {
            Books.Pending(10, 1, 2, 5) with { AccountingDay = Books.Day(In2025) }, Books.Pending(11, 1, 2, 5) with { AccountingDay = Books.Day(In2025) },
        });
        await book.SoftClosePeriodAsync("2025", Books.Clerk, Books.Reason);
        Assert.Equal([CreateTransferResult.PeriodSoftClosed], await book.CreateTransfersAsync(new[] { Books.Post(20, 10, In2025) }));
        Assert.Equal([CreateTransferResult.Created], await book.CreateTransfersAsync(new[] { Books.Post(21, 10, In2026) }));
        Assert.Equal([CreateTransferResult.Created], await book.CreateTransfersAsync(new[] { Books.Post(22, 11, In2025) with { Amount = 0, Flags = TransferFlags.VoidPending } }));
        Assert.All((await book.GetTrialBalanceAsync(new LocalDate(2025, 12, 31))).Totals, total => Assert.True(total.Debits.IsZero));
    }

    private static async Task<CreateTransferResult> TransferAsync(GeneralLedger book, ulong id, LocalDate day) =>
        (await book.CreateTransfersAsync(new[] { Books.Transfer(id, 1, 2, 5, day: day) }))[0];

    private static async Task<ApprovalOutcome> ApprovedAsync(GeneralLedger book, int entry, ulong id)
    {
        await book.ProposeEntryAsync(Books.Entry(entry), new[] { Books.Transfer(id, 1, 2, 5, day: In2026) }, Books.Clerk, Books.Reason);
        return (await book.ApproveEntryAsync(Books.Entry(entry), Books.Head, Books.Reason)).Outcome;
    }

    private async Task<GeneralLedger> BookAsync()
    {
        var book = await Books.OpenAsync(_journal, _clock);
        await book.CreateAccountsAsync(new[] { Books.Account(1), Books.Account(2) });
        return book;
    }
}
