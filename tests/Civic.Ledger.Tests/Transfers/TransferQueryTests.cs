using Civic.Testing;

namespace Civic.Ledger.Tests;

/// <summary>Random filters against a scan of the naive ledger: queries, not transfers, are where ledgers were found wrong.</summary>
public class TransferQueryTests
{
    [Property(MaxTest = 25, Arbitraries = typeof(LedgerScripts))]
    public void Every_filter_finds_what_a_scan_finds(LedgerScript script, int seed)
    {
        var trial = LedgerTrial.Run(script);
        var random = new Random(seed);
        for (var i = 0; i < 100; i++)
        {
            CheckAccountFilter(trial, random);
            CheckQuery(trial, random);
        }
    }

    [Fact]
    public void A_dense_account_and_a_sparse_one_give_the_same_order_whatever_the_limit()
    {
        var engine = new LedgerEngine();
        Account[] accounts = [.. new UInt128[] { 1, 2, 3 }.Select(id => new Account { Id = new(id), Ledger = 1, Code = 1 })];
        engine.CreateAccounts(10, accounts, new CreateAccountResult[3]);
        Transfer[] transfers = [.. Enumerable.Range(1, 20_000).Select(static i => new Transfer
        {
            Id = (ulong)i, DebitAccountId = i % 5_000 == 7 ? 3ul : 1ul, CreditAccountId = 2, Amount = 1, Ledger = 1, Code = 1,
        })];
        engine.CreateTransfers(30_000, transfers, new CreateTransferResult[transfers.Length]);
        foreach (var account in new ulong[] { 1, 2, 3 })
        {
            foreach (var limit in new[] { 1, 2, 3, 100, 19_000, 30_000 })
            {
                var all = transfers.Where(t => t.DebitAccountId == account || t.CreditAccountId == account).Select(t => t.Id).ToArray();
                Assert.Equal(all.Take(limit), Ask(engine, new(account) { Limit = limit }).Select(t => t.Id));
                Assert.Equal(all.Reverse().Take(limit), Ask(engine, new(account) { Limit = limit, NewestFirst = true }).Select(t => t.Id));
            }
        }
    }

    [Fact]
    public void A_question_without_a_meaning_is_refused()
    {
        var engine = new LedgerEngine();
        engine.CreateAccounts(10, [new Account { Id = 1, Ledger = 1, Code = 1 }], new CreateAccountResult[1]);
        AccountFilter[] senseless =
        [
            new(0), new(new AccountId(UInt128.MaxValue)), new(1) { Limit = 0 }, new(1) { Debits = false, Credits = false },
            new(1) { TimestampMin = 1ul << 63 }, new(1) { TimestampMax = ulong.MaxValue }, new(1) { TimestampMin = 5, TimestampMax = 4 }, new(2), default,
        ];
        Assert.All(senseless, filter => Assert.ThrowsAny<ArgumentException>(() => engine.GetAccountTransfers(filter, new Transfer[1])));
        Assert.ThrowsAny<ArgumentException>(() => engine.QueryAccounts(new() { Limit = -1 }, new Account[1]));
        Assert.ThrowsAny<ArgumentException>(() => engine.QueryTransfers(default, new Transfer[1]));
    }

    [Fact]
    public void Balances_nobody_kept_are_refused_and_not_empty()
    {
        var engine = new LedgerEngine();
        engine.CreateAccounts(10, [new Account { Id = 1, Ledger = 1, Code = 1 }], new CreateAccountResult[1]);
        Assert.Contains("History", Assert.Throws<InvalidOperationException>(() => engine.GetAccountBalances(new(1), new AccountBalance[1])).Message, StringComparison.Ordinal);
    }

    private static Transfer[] Ask(LedgerEngine engine, AccountFilter filter)
    {
        var into = new Transfer[40_000];
        return into[..engine.GetAccountTransfers(filter, into)];
    }

    private static void CheckAccountFilter(LedgerTrial trial, Random random)
    {
        var account = trial.Model.Accounts.Keys.ElementAt(random.Next(trial.Model.Accounts.Count));
        var (min, max) = Times(trial, random);
        var filter = new AccountFilter(new AccountId(account))
        {
            UserData128 = Sometimes(random, random.Next(3)),
            UserData64 = Sometimes(random, random.Next(3)),
            UserData32 = Sometimes(random, random.Next(3)),
            Code = (ushort)Sometimes(random, random.Next(3)),
            TimestampMin = min,
            TimestampMax = max,
            Limit = random.Next(3) == 0 ? random.Next(1, 4) : 8_190,
            Debits = random.Next(4) > 0,
            Credits = true,
            NewestFirst = random.Next(2) == 0,
        };
        var wanted = trial.Model.Transfers.Values.Where(t =>
            ((t.DebitAccountId.Value == account && filter.Debits) || t.CreditAccountId.Value == account)
            && (filter.UserData128 == 0 || filter.UserData128 == t.UserData128)
            && (filter.UserData64 == 0 || filter.UserData64 == t.UserData64)
            && (filter.UserData32 == 0 || filter.UserData32 == t.UserData32)
            && (filter.Code == 0 || filter.Code == t.Code)
            && t.Timestamp >= min && (max == 0 || t.Timestamp <= max)).OrderBy(t => t.Timestamp).ToArray();
        Transfer[] expected = [.. (filter.NewestFirst ? wanted.Reverse() : wanted).Take(filter.Limit)];
        Assert.Equal(expected, Ask(trial.Engine, filter));
        if (trial.Model.Accounts[account].Flags.HasFlag(AccountFlags.History))
        {
            var into = new AccountBalance[1_000];
            Assert.Equal(
                expected.Select(t => trial.Model.History.Single(h => h.Account == account && h.Balance.TransferId == t.Id).Balance),
                into[..trial.Engine.GetAccountBalances(filter, into)]);
        }
    }

    private static void CheckQuery(LedgerTrial trial, Random random)
    {
        var (min, max) = Times(trial, random);
        var filter = new QueryFilter
        {
            UserData128 = Sometimes(random, random.Next(3)),
            UserData64 = Sometimes(random, random.Next(3)),
            UserData32 = Sometimes(random, random.Next(3)),
            Ledger = Sometimes(random, random.Next(3)),
            Code = (ushort)Sometimes(random, random.Next(2) == 0 ? 10 : random.Next(3)),
            TimestampMin = min,
            TimestampMax = max,
            Limit = random.Next(3) == 0 ? random.Next(1, 4) : 8_190,
            NewestFirst = random.Next(2) == 0,
        };
        var transfers = trial.Model.Transfers.Values.Where(t => Matches(t.UserData128, t.UserData64, t.UserData32, t.Ledger, t.Code, t.Timestamp)).OrderBy(t => t.Timestamp);
        var accounts = trial.Model.Accounts.Values.Where(a => Matches(a.UserData128, a.UserData64, a.UserData32, a.Ledger, a.Code, a.Timestamp)).OrderBy(a => a.Timestamp);
        var into = new Transfer[1_000];
        var accountsInto = new Account[1_000];
        Assert.Equal((filter.NewestFirst ? transfers.Reverse() : transfers).Take(filter.Limit), into[..trial.Engine.QueryTransfers(filter, into)]);
        Assert.Equal((filter.NewestFirst ? accounts.Reverse() : accounts).Take(filter.Limit), accountsInto[..trial.Engine.QueryAccounts(filter, accountsInto)]);

        bool Matches(UInt128 data128, ulong data64, uint data32, uint ledger, ushort code, ulong timestamp) =>
            (filter.UserData128 == 0 || filter.UserData128 == data128)
            && (filter.UserData64 == 0 || filter.UserData64 == data64)
            && (filter.UserData32 == 0 || filter.UserData32 == data32)
            && (filter.Ledger == 0 || filter.Ledger == ledger)
            && (filter.Code == 0 || filter.Code == code)
            && timestamp >= min && (max == 0 || timestamp <= max);
    }

    private static (ulong Min, ulong Max) Times(LedgerTrial trial, Random random)
    {
        ulong[] times = [0, .. trial.Model.Transfers.Values.Select(t => t.Timestamp), .. trial.Model.Accounts.Values.Select(a => a.Timestamp)];
        var (one, other) = (times[random.Next(times.Length)], times[random.Next(times.Length)]);
        return random.Next(3) switch { 0 => (0, 0), 1 => (Math.Min(one, other), Math.Max(one, other)), _ => random.Next(2) == 0 ? (one, 0) : (0, one) };
    }

    private static uint Sometimes(Random random, int value) => random.Next(3) == 0 ? (uint)value : 0;
}
