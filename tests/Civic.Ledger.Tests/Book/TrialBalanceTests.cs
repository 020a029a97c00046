using System.Numerics;
using Civic.Journal;
using Civic.Testing;
using NodaTime;

namespace Civic.Ledger.Tests;

public class TrialBalanceTests
{
    private readonly ManualClock _clock = new();
    private readonly IJournal _journal = Books.Journal();

    [Fact]
    public async Task It_adds_up_by_ledger_fund_and_code_now_and_as_of_a_day()
    {
        await using var book = await Books.OpenAsync(_journal, _clock);
        await book.CreateAccountsAsync(new[]
        {
            Books.Account(1, code: 10), Books.Account(2, code: 20), Books.Account(3, code: 20),
            Books.Account(4, code: 10, fund: 7), Books.Account(5, code: 20, fund: 7),
        });
        await book.CreateTransfersAsync(new[]
        {
            Books.Transfer(10, 1, 2, 100, day: new(2026, 6, 1)), Books.Transfer(11, 1, 3, 50, day: new(2026, 6, 2)), Books.Transfer(12, 4, 5, 9, day: new(2026, 6, 1)),
            Books.Pending(13, 1, 2, 1_000),
        });
        var now = await book.GetTrialBalanceAsync();
        Assert.Equal(
            [(0u, (ushort)10, 150, 0), (0u, (ushort)20, 0, 150), (7u, (ushort)10, 9, 0), (7u, (ushort)20, 0, 9)],
            now.Lines.Select(line => (line.Fund, line.Code, (int)line.Debits, (int)line.Credits)));
        Assert.Equal([new(Books.Won, 0, 150, 150), new(Books.Won, 7, 9, 9)], now.Totals);
        Assert.True(now.IsBalanced);
        var then = await book.GetTrialBalanceAsync(new LocalDate(2026, 6, 1));
        Assert.Equal([100, 100, 9, 9], then.Lines.Select(line => (int)BigInteger.Max(line.Debits, line.Credits)));
    }

    [Fact]
    public async Task A_question_without_an_answer_fails_and_never_looks_like_zero()
    {
        await using var book = await Books.OpenAsync(_journal, _clock);
        await Assert.ThrowsAsync<InvalidOperationException>(() => book.GetTrialBalanceAsync());
        await Assert.ThrowsAsync<InvalidOperationException>(() => book.GetTrialBalanceAsync(new LocalDate(2026, 7, 1)));
        await book.CreateAccountsAsync(new[] { Books.Account(1), Books.Account(2) });
        await Assert.ThrowsAsync<InvalidOperationException>(() => book.GetTrialBalanceAsync(new LocalDate(2026, 6, 30)));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => book.GetTrialBalanceAsync(new LocalDate(2026, 7, 2)));
        Assert.Single((await book.GetTrialBalanceAsync(new LocalDate(2026, 7, 1))).Lines);
        await book.DefinePeriodAsync(FiscalPeriod.CalendarYear(2026), Books.Clerk);
        Assert.Single((await book.GetTrialBalanceAsync(new LocalDate(2026, 1, 1))).Lines);
    }

    [Property(MaxTest = 40)]
    public async Task As_of_each_day_it_is_what_a_naive_sum_over_the_transfers_says((byte Debit, byte Credit, ushort Amount, byte Day, byte Kind)[] asked)
    {
        await using var book = await Books.OpenAsync(Books.Journal(), _clock);
        await book.CreateAccountsAsync(Enumerable.Range(1, 4).Select(i => Books.Account((ulong)i, code: (ushort)i)).ToArray());
        var first = new LocalDate(2026, 6, 20);
        var transfers = asked.Select((a, i) => a.Kind % 4 == 3
            ? Books.Post((ulong)(100 + i), (ulong)(100 + (a.Amount % (i + 1))), first.PlusDays(a.Day % 10))
            : Books.Transfer(
                (ulong)(100 + i),
                (ulong)(1 + (a.Debit % 4)),
                (ulong)(1 + (a.Credit % 4)),
                a.Amount,
                a.Kind % 4 == 2 ? TransferFlags.Pending : TransferFlags.None,
                first.PlusDays(a.Day % 10))).ToArray();
        var results = await book.CreateTransfersAsync(transfers);
        var booked = new List<Transfer>();
        for (var i = 0; i < results.Length; i++)
        {
            if (results[i] == CreateTransferResult.Created && !transfers[i].Flags.HasFlag(TransferFlags.Pending))
                booked.Add((await book.GetTransferAsync(transfers[i].Id))!.Value);
        }

        for (var day = first; day < first.PlusDays(10) && booked.Exists(t => t.AccountingDay <= Books.Day(day)); day = day.PlusDays(1))
        {
            var balance = await book.GetTrialBalanceAsync(day);
            Assert.True(balance.IsBalanced);
            foreach (var line in balance.Lines)
            {
                Assert.Equal(Sum(booked.Where(t => t.DebitAccountId.Value == line.Code && t.AccountingDay <= Books.Day(day))), line.Debits);
                Assert.Equal(Sum(booked.Where(t => t.CreditAccountId.Value == line.Code && t.AccountingDay <= Books.Day(day))), line.Credits);
            }
        }
    }

    private static BigInteger Sum(IEnumerable<Transfer> transfers) => transfers.Aggregate(BigInteger.Zero, (sum, t) => sum + t.Amount);
}
