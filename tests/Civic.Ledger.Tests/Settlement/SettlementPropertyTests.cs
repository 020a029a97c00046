using Civic.Testing;
using FsCheck;
using NodaTime;

namespace Civic.Ledger.Tests.Settlement;

/// <summary>Random histories against a naive book that knows nothing but sums.</summary>
public class SettlementPropertyTests
{
    private static readonly ulong[] PartyAccounts = [City.Owner, City.Operator, City.District];
    private static readonly RevenueSplit[] Splits =
    [
        City.Songpa(), City.Songpa(Rounding.Carried), City.Songpa(Rounding.LargestRemainder), City.Songpa(Rounding.Residual("district")),
        City.Songpa().After(Deduction.Of("fee", new Share(3, 100), "district"))
            .Withhold("owner", Deduction.Of("tax", new Share(33, 1000), "operator").Truncate(10)),
    ];

    [Property(MaxTest = 60)]
    public async Task Whatever_happens_everything_adds_up_and_can_be_recalculated(byte rule, bool booksDebt, int[] steps)
    {
        await using var city = await City.OpenAsync();
        await city.PublishAsync(Splits[rule % Splits.Length], new(RefundDebtIsBooked: booksDebt));
        var history = new History(city);
        foreach (var step in steps)
            await history.TakeAsync(step);
        await history.RepeatAsync();
        await CheckSumsAsync(city, history);
        await CheckStatementsAsync(city);
        await CheckClosedAsync(city, history.Batches);
    }

    private static async Task CheckSumsAsync(City city, History history)
    {
        Assert.Equal(0, (await city.BalancesAsync(City.All)).Sum());
        var batches = new List<RemittanceBatch>();
        foreach (var id in history.Batches)
            batches.Add((await city.Book.GetRemittanceAsync(new(City.Id(id))))!);
        var sums = Enum.GetValues<RemittanceLineState>().ToDictionary(state => state, state => batches.Sum(b => b.Sum(state)));
        Assert.Equal(sums[RemittanceLineState.Released], await city.BalanceAsync(City.Transit));
        Assert.Equal(sums[RemittanceLineState.Settled], await city.BalanceAsync(City.Bank));
        var setAside = 0L;
        foreach (var account in PartyAccounts)
            setAside += (long)(await city.Book.GetAccountAsync(account))!.Value.DebitsPending;
        Assert.Equal(sums[RemittanceLineState.Drafted], setAside);

        var earned = history.Charges.Values.Sum(c => c.Amount - c.Refunded);
        var owed = -(await city.BalancesAsync(City.OwnerOwes, City.OperatorOwes, City.DistrictOwes)).Sum();
        Assert.Equal(-earned, await city.BalanceAsync(City.Revenue));
        var kept = (await city.BalancesAsync(PartyAccounts)).Sum();
        Assert.Equal(earned + owed, kept + sums[RemittanceLineState.Released] + sums[RemittanceLineState.Settled]);
        foreach (var (id, charge) in history.Charges)
        {
            Assert.InRange(charge.Refunded, 0, charge.Amount);
            Assert.Equal(charge.Refunded, (await city.Book.GetChargeAsync(new(City.Id(id))))!.Refunded);
        }
    }

    private static async Task CheckStatementsAsync(City city)
    {
        var rules = await city.RuleTextsAsync();
        await city.CloseAsync("2026-07");
        await city.CloseAsync("2026-08");
        await using var replayed = await GeneralLedger.OpenAsync(
            new FaultyJournal(city.Journal) { HidesSnapshots = true }, Books.Options(new ManualClock()));
        Assert.Equal(await city.Book.StateHashAsync(), await replayed.StateHashAsync());
        foreach (var account in PartyAccounts)
        {
            var july = await city.Book.GetStatementAsync(account, "2026-07");
            var august = await city.Book.GetStatementAsync(account, "2026-08");
            if (july.Outcome == StatementOutcome.PartyNotFound)
                continue;
            Assert.Equal(july.Statement!.Totals.Payable, august.Statement!.Opening);
            Assert.Equal(await city.BalanceAsync(account), august.Statement.Totals.Payable);
            foreach (var statement in new[] { july.Statement, august.Statement })
            {
                Assert.Empty(StatementCheck.Run(statement.ToBytes(), rules).Differences);
                Assert.Equal(statement.ToBytes(), (await replayed.GetStatementAsync(account, statement.Period)).Statement!.ToBytes());
            }
        }
    }

    private static async Task CheckClosedAsync(City city, List<int> batches)
    {
        await city.Book.HardClosePeriodAsync("2026-07", Books.Head, Books.Reason);
        var hash = await city.BalancesAsync(City.All);
        Assert.Equal(ChargeOutcome.PeriodClosed, (await city.ChargeAsync(9_001, 10)).Outcome);
        Assert.Equal(ChargeOutcome.PeriodClosed, (await city.RefundAsync(9_002, 1, 1)).Outcome);
        Assert.Equal(RemittanceOutcome.PeriodClosed, (await city.DraftAsync(9_003)).Outcome);
        foreach (var id in batches)
        {
            var batch = (await city.Book.GetRemittanceAsync(new(City.Id(id))))!;
            if (batch.Lines[0].State == RemittanceLineState.Drafted)
                Assert.Equal(RemittanceOutcome.PeriodClosed, (await city.ReleaseAsync(id)).Outcome);
            foreach (var line in batch.Lines.Where(l => l.State == RemittanceLineState.Released))
                Assert.Equal(BankReplyOutcome.TransferRefused, await city.ReplyAsync(id, line.Number, isReturned: true));
        }

        Assert.Equal(RuleOutcome.PeriodClosed, await city.PublishAsync(City.Songpa(), version: 9, from: City.Day));
        var amount = Currency.Krw.Of(10);
        Assert.Equal(DepositOutcome.PeriodClosed, (await city.Book.RaiseBillAsync(new(City.Id(9_004)), City.Due, City.Revenue, amount, City.Day, "b")).Outcome);
        Assert.Equal(DepositOutcome.PeriodClosed, (await city.Book.TakeDepositAsync(new(City.Id(9_005)), null, amount, City.Day, "d", City.Deposits)).Outcome);
        var returned = await city.Book.ReturnDepositAsync(
            new(City.Id(9_006)), new(City.Id(1)), DepositPart.Overpaid, 1, City.Payer, null, City.Day, Books.Head);
        var moved = await city.Book.ReassignDepositAsync(
            new(City.Id(9_007)), new(City.Id(1)), DepositPart.Suspended, null, new(City.Id(1)), 1, City.Day, Books.Head);
        Assert.Equal((DepositOutcome.PeriodClosed, DepositOutcome.PeriodClosed), (returned.Outcome, moved.Outcome));
        var dividend = new DividendDeclaration(new(City.Id(9_008)), City.Revenue, amount, DividendRounding.Floor, false, City.Day, "law");
        var distributed = await city.Book.DistributeAsync(dividend, new[] { new DividendShare(City.Owner, 1) }, Books.Head);
        Assert.Equal(DividendOutcome.PeriodClosed, distributed.Outcome);
        Assert.Equal(hash, await city.BalancesAsync(City.All));
        await CheckSnapshotAsync(city);
    }

    private static async Task CheckSnapshotAsync(City city)
    {
        await city.Book.SaveSnapshotAsync();
        await using var again = await city.ReopenAsync();
        Assert.Equal(await city.Book.StateHashAsync(), await again.StateHashAsync());
    }

    /// <summary>Turns numbers into commands, and keeps the naive book.</summary>
    private sealed class History(City city)
    {
        private int _next = 1;
        private readonly List<Func<Task>> _said = [];

        public Dictionary<int, (long Amount, long Refunded)> Charges { get; } = [];

        public List<int> Batches { get; } = [];

        public Task TakeAsync(int step)
        {
            var mixed = (uint)(step * 2_654_435_761L); // Generated numbers are small; spread them.
            var number = (int)(mixed / 8);
            var day = new LocalDate(2026, 7 + (number % 2), 1 + (number % 28));
            return (mixed % 8) switch
            {
                0 or 1 or 2 => ChargeAsync(_next++, 1 + (number % 5_000), day),
                3 or 4 => RefundAsync(_next++, number, day),
                5 => DraftAsync(_next++, number, day),
                6 => ReleaseAsync(number, day),
                _ => ReplyAsync(number, day),
            };
        }

        /// <summary>Everything once more, last first: nothing may change.</summary>
        public async Task RepeatAsync()
        {
            var before = await city.BalancesAsync(City.All);
            foreach (var said in _said.AsEnumerable().Reverse())
                await said();
            Assert.Equal(before, await city.BalancesAsync(City.All));
        }

        private async Task ChargeAsync(int id, long amount, LocalDate day)
        {
            if ((await city.ChargeAsync(id, amount, day)).Outcome is not ChargeOutcome.Done)
                return;
            Charges[id] = (amount, 0);
            _said.Add(async () => Assert.Equal(ChargeOutcome.Unchanged, (await city.ChargeAsync(id, amount, day)).Outcome));
        }

        private async Task RefundAsync(int id, int number, LocalDate day)
        {
            if (Charges.Count == 0)
                return;
            var (charge, (amount, refunded)) = Charges.ElementAt(number % Charges.Count);
            var asked = 1 + (number % (amount + 3));
            var outcome = (await city.RefundAsync(id, charge, asked, day)).Outcome;
            Assert.Equal(outcome is ChargeOutcome.ExceedsCharge, outcome is not ChargeOutcome.BeforeCharge && asked > amount - refunded);
            if (outcome != ChargeOutcome.Done)
                return;
            Charges[charge] = (amount, refunded + asked);
            _said.Add(async () => Assert.Equal(ChargeOutcome.Unchanged, (await city.RefundAsync(id, charge, asked, day)).Outcome));
        }

        private async Task DraftAsync(int id, int number, LocalDate day)
        {
            if ((await city.DraftAsync(id, number % 500, day)).Outcome != RemittanceOutcome.Done)
                return;
            Batches.Add(id);
            _said.Add(async () => Assert.Equal(RemittanceOutcome.Unchanged, (await city.DraftAsync(id, number % 500, day)).Outcome));
        }

        private async Task ReleaseAsync(int number, LocalDate day)
        {
            if (Batches.Count == 0)
                return;
            var id = Batches[number % Batches.Count];
            var outcome = number % 3 == 0
                ? (await city.Book.WithdrawRemittanceAsync(new(City.Id(id)), day, Books.Clerk)).Outcome
                : (await city.ReleaseAsync(id, day)).Outcome;
            if (outcome == RemittanceOutcome.Done && number % 3 != 0)
                _said.Add(async () => Assert.Equal(RemittanceOutcome.Unchanged, (await city.ReleaseAsync(id, day)).Outcome));
        }

        private async Task ReplyAsync(int number, LocalDate day)
        {
            if (Batches.Count == 0)
                return;
            var (id, line, isReturned) = (Batches[number % Batches.Count], 1 + (number / 3 % 3), number / 9 % 2 == 0);
            if (await city.ReplyAsync(id, line, isReturned, day) == BankReplyOutcome.Done)
                _said.Add(async () => Assert.NotEqual(BankReplyOutcome.Done, await city.ReplyAsync(id, line, isReturned, day)));
        }
    }
}
