using System.Numerics;
using NodaTime;

namespace Civic.Ledger;

/// <summary>Adds up trial balances from the engine's accounts or, as of a day, from its transfers.</summary>
internal static class TrialBalancing
{
    private const TransferFlags MovesNothing = TransferFlags.Pending | TransferFlags.VoidPending;

    public static TrialBalance Now(LedgerEngine engine)
    {
        ThrowIfEmpty(engine);
        var lines = new SortedDictionary<Key, Sums>();
        foreach (var account in engine.Accounts)
        {
            var sums = Of(lines, account);
            sums.Accounts++;
            sums.Debits.Add(account.DebitsPosted);
            sums.Credits.Add(account.CreditsPosted);
        }

        return Balance(null, engine, lines);
    }

    /// <exception cref="InvalidOperationException">The book knows nothing of that day.</exception>
    public static TrialBalance AsOf(LedgerMachine machine, LocalDate asOf, Offset offset)
    {
        var engine = machine.Engine;
        ThrowIfEmpty(engine);
        var last = PeriodDays.Number(asOf);
        var first = machine.Periods.All.Count > 0 ? PeriodDays.Number(machine.Periods.All[0].FirstDay) : int.MaxValue;
        var lines = new SortedDictionary<Key, Sums>();
        var places = new Dictionary<AccountId, Sums>(engine.AccountCount);
        foreach (var account in engine.Accounts)
        {
            var sums = Of(lines, account);
            places[account.Id] = sums;
            sums.Accounts++;
            first = Math.Min(first, PeriodDays.Number(account.CreatedAt.WithOffset(offset).Date));
        }

        foreach (var transfer in engine.Transfers)
        {
            first = Math.Min(first, transfer.AccountingDay);
            if (transfer.AccountingDay > last || (transfer.Flags & MovesNothing) != 0)
                continue;
            places[transfer.DebitAccountId].Debits.Add(transfer.Amount);
            places[transfer.CreditAccountId].Credits.Add(transfer.Amount);
        }

        return first <= last
            ? Balance(asOf, engine, lines)
            : throw new InvalidOperationException(
                $"The book begins on {PeriodDays.Date(first):uuuu-MM-dd} and knows nothing of {asOf:uuuu-MM-dd}: zeros would be no answer.");
    }

    private static void ThrowIfEmpty(LedgerEngine engine)
    {
        if (engine.AccountCount == 0)
            throw new InvalidOperationException("The book has no accounts, so there is nothing to balance.");
    }

    private static Sums Of(SortedDictionary<Key, Sums> lines, in Account account)
    {
        var key = new Key(account.Ledger, account.Fund, account.Code);
        return lines.TryGetValue(key, out var sums) ? sums : lines[key] = new();
    }

    private static TrialBalance Balance(LocalDate? asOf, LedgerEngine engine, SortedDictionary<Key, Sums> lines)
    {
        var known = lines
            .Select(l => new TrialBalanceLine(l.Key.Ledger, l.Key.Fund, l.Key.Code, l.Value.Accounts, l.Value.Debits.Value, l.Value.Credits.Value)).ToArray();
        var totals = known.GroupBy(line => (line.Ledger, line.Fund)).Select(fund => new TrialBalanceTotal(
            fund.Key.Ledger,
            fund.Key.Fund,
            fund.Aggregate(BigInteger.Zero, (sum, line) => sum + line.Debits),
            fund.Aggregate(BigInteger.Zero, (sum, line) => sum + line.Credits)));
        return new(asOf, LedgerTime.Instant(engine.Timestamp), known, [.. totals]);
    }

    private readonly record struct Key(uint Ledger, uint Fund, ushort Code) : IComparable<Key>
    {
        public int CompareTo(Key other) => (Ledger, Fund, Code).CompareTo((other.Ledger, other.Fund, other.Code));
    }

    private sealed class Sums
    {
        public int Accounts;
        public WideSum Debits;
        public WideSum Credits;
    }

    /// <summary>A sum of amounts that may pass 2^128 - 1.</summary>
    private struct WideSum
    {
        private UInt128 _low;
        private uint _carries;

        public readonly BigInteger Value => ((BigInteger)_carries << 128) + _low;

        public void Add(UInt128 amount)
        {
            _low += amount;
            _carries += _low < amount ? 1u : 0;
        }
    }
}
