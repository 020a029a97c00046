using Civic.Testing;
using FsCheck;
using FsCheck.Fluent;
using NodaTime;

namespace Civic.Ledger.Tests;

/// <summary>After a hard close the period's totals never change, whatever is thrown at the book; and debits equal credits all the time.</summary>
public class HardClosePropertyTests
{
    private static readonly LocalDate Last2025 = new(2025, 12, 31);

    [Property(MaxTest = 60, Arbitraries = typeof(Commands))]
    public async Task What_is_posted_in_a_hard_closed_period_never_changes(Command[] before, Command[] after)
    {
        var journal = Books.Journal();
        var clock = new ManualClock();
        await using var book = await Books.OpenAsync(journal, clock);
        await book.CreateAccountsAsync(new[] { Books.Account(1), Books.Account(2), Books.Account(3, AccountFlags.DebitsMustNotExceedCredits), Books.Account(4, fund: 5) });
        await book.DefinePeriodAsync(FiscalPeriod.CalendarYear(2025), Books.Clerk);
        await book.DefinePeriodAsync(FiscalPeriod.CalendarYear(2026), Books.Clerk);
        var number = 0;
        foreach (var command in before)
            await ApplyAsync(book, clock, command, ++number);

        await book.SoftClosePeriodAsync("2025", Books.Clerk, Books.Reason);
        await book.HardClosePeriodAsync("2025", Books.Clerk, Books.Reason);
        var closed = await TotalsAsync(book);
        foreach (var command in after)
        {
            await ApplyAsync(book, clock, command, ++number);
            Assert.Equal(closed, await TotalsAsync(book));
            Assert.True((await book.GetTrialBalanceAsync()).IsBalanced);
        }

        Assert.Equal(await book.StateHashAsync(), await Books.FullReplayAsync(journal, clock));
    }

    private static async Task<string> TotalsAsync(GeneralLedger book) =>
        string.Join('\n', (await book.GetTrialBalanceAsync(Last2025)).Lines.Select(line => $"{line.Fund} {line.Code} {line.Debits} {line.Credits}"));

    private static Task ApplyAsync(GeneralLedger book, ManualClock clock, Command command, int number)
    {
        clock.Now += Duration.FromSeconds(command.Seconds);
        var (id, day) = ((ulong)(1_000 + (number * 10)), (LocalDate?)(command.IsIn2025 ? new(2025, 7, 1) : new(2026, 7, 1)));
        var transfer = Books.Transfer(id, (ulong)command.Debit, (ulong)command.Credit, (ulong)command.Amount, day: day);
        var earlier = (ulong)(1_000 + (command.Earlier % number * 10));
        return command.Kind switch
        {
            0 => book.CreateTransfersAsync(new[] { transfer }),
            1 => book.CreateTransfersAsync(new[] { transfer with { Flags = TransferFlags.Linked }, transfer with { Id = id + 1 } }),
            2 => book.CreateTransfersAsync(new[] { transfer with { Flags = TransferFlags.Pending, Timeout = (uint)command.Seconds } }),
            3 => book.CreateTransfersAsync(new[] { Books.Post(id, earlier, day) }),
            4 => book.CreateTransfersAsync(new[] { Books.Post(id, earlier, day) with { Amount = 0, Flags = TransferFlags.VoidPending } }),
            5 => book.CreateTransfersAsync(new[] { transfer with { Flags = TransferFlags.BalancingDebit } }),
            6 => ApproveAsync(book, number, transfer),
            7 => book.CreateTransfersAsync(new[] { transfer with { Flags = TransferFlags.Imported, Timestamp = LedgerTime.Nanoseconds(clock.Now) - 5 } }),
            8 => book.CreateTransfersAsync(new[] { transfer with { Flags = TransferFlags.Pending | TransferFlags.ClosingDebit, Timeout = 30 } }),
            9 => ReopenAsync(book),
            _ => book.ExpireAsync(),
        };
    }

    private static async Task ApproveAsync(GeneralLedger book, int number, Transfer transfer)
    {
        await book.ProposeEntryAsync(Books.Entry(number), new[] { transfer, transfer with { Id = new(transfer.Id.Value + 1) } }, Books.Clerk, Books.Reason);
        await book.ApproveEntryAsync(Books.Entry(number), Books.Head, Books.Reason);
    }

    private static async Task ReopenAsync(GeneralLedger book)
    {
        await book.AskReopeningPeriodAsync("2025", Books.Clerk, Books.Reason);
        await book.ConfirmReopeningPeriodAsync("2025", Books.Head, Books.Reason);
    }

    public sealed record Command(int Kind, int Debit, int Credit, int Amount, bool IsIn2025, int Seconds, int Earlier);

    public static class Commands
    {
        public static Arbitrary<Command> Any() => Arb.From(
            from kind in Gen.Choose(0, 10)
            from debit in Gen.Choose(1, 5)
            from credit in Gen.Choose(1, 5)
            from amount in Gen.Choose(0, 100)
            from isIn2025 in Gen.Frequency((3, Gen.Constant(true)), (1, Gen.Constant(false)))
            from seconds in Gen.Choose(0, 40)
            from earlier in Gen.Choose(0, 1_000)
            select new Command(kind, debit, credit, amount, isIn2025, seconds, earlier));
    }
}
