using System.Numerics;
using Civic.Ledger.Splits;

namespace Civic.Ledger.Tests.Splits;

/// <summary>The split tree the slow way: every unit is a coin with the purse it came from, moved one by one.</summary>
internal sealed class CoinModel(IReadOnlyDictionary<SplitPurse, BigInteger> given, SplitDialect dialect)
{
    private Dictionary<SplitPurse, int> _purses = given.ToDictionary(b => b.Key, b => (int)b.Value);
    private readonly Dictionary<SplitPurse, int> _hidden = [];

    public List<(SplitPurse From, string To)> Moved { get; } = [];

    public IEnumerable<KeyValuePair<SplitPurse, BigInteger>> Balances =>
        _purses.Keys.Union(_hidden.Keys).Select(p => KeyValuePair.Create(p, (BigInteger)(_purses.GetValueOrDefault(p) + _hidden.GetValueOrDefault(p))));

    /// <summary>Whether all steps could be done.</summary>
    public bool Run(IEnumerable<SplitStep> steps) => steps.All(Run);

    private bool Run(SplitStep step)
    {
        if (step is SetAsideStep aside)
        {
            for (var i = 0; i < aside.Amount && _purses.GetValueOrDefault(aside.Purse) > 0; i++)
            {
                _purses[aside.Purse]--;
                _hidden[aside.Purse] = _hidden.GetValueOrDefault(aside.Purse) + 1;
            }

            return true;
        }

        var send = (SendStep)step;
        var need = (int?)send.Amount;
        if (Coins(send.Source, need) is not { } coins || coins.Count < need)
        {
            return false;
        }

        var line = new Queue<SplitPurse>(coins);
        Fill(send.Destination, coins.Count, line);
        foreach (var coin in line)
        {
            _purses[coin]++;
        }

        return true;
    }

    /// <summary>Coins from a source, up to a number or (without one) all there are; nothing at all when a split falls short.</summary>
    private List<SplitPurse>? Coins(Source source, int? need)
    {
        switch (source)
        {
            case AccountSource account:
                var (coins, purse) = (new List<SplitPurse>(), new SplitPurse(account.Name, "KRW", account.Fund));
                while (coins.Count != need && (account.Overdraft.IsUnbounded || _purses.GetValueOrDefault(purse) > -(int)account.Overdraft.Limit))
                {
                    _purses[purse] = _purses.GetValueOrDefault(purse) - 1;
                    coins.Add(purse);
                }

                return coins;
            case MaxSource max:
                return Coins(max.From, Math.Min(need ?? int.MaxValue, (int)max.Limit));
            case OrderedSource ordered:
                var all = new List<SplitPurse>();
                foreach (var child in ordered.Children)
                {
                    if (Coins(child, need - all.Count) is not { } some)
                    {
                        return null;
                    }

                    all.AddRange(some);
                }

                return all;
            case OneOfSource choice:
                foreach (var child in choice.Children)
                {
                    var before = new Dictionary<SplitPurse, int>(_purses);
                    var some = Coins(child, need);
                    if (some is null || need is null || some.Count == need || child == choice.Children[^1])
                    {
                        return some;
                    }

                    _purses = before;
                }

                return null;
            case SplitSource split:
                var parts = Parts(need!.Value, split.Portions).Zip(split.Parts, (part, child) => (part, coins: Coins(child.From, part)))
                    .TakeWhile(p => p.coins?.Count == p.part).ToArray();
                return parts.Length == split.Parts.Length ? [.. parts.SelectMany(p => p.coins!)] : null;
            default:
                throw new InvalidOperationException();
        }
    }

    private void Fill(Destination destination, int amount, Queue<SplitPurse> line)
    {
        switch (destination)
        {
            case AccountDestination account:
                for (var i = 0; i < amount; i++)
                {
                    var coin = line.Dequeue();
                    Moved.Add((coin, account.Name));
                    var to = coin with { Account = account.Name };
                    _purses[to] = _purses.GetValueOrDefault(to) + 1;
                }

                break;
            case KeptDestination:
                for (var i = 0; i < amount && dialect.Kept == KeptMoney.AtItsPlace; i++)
                {
                    _purses[line.Dequeue()]++;
                }

                break;
            case SplitDestination split:
                foreach (var (part, child) in Parts(amount, split.Portions).Zip(split.Parts))
                {
                    Fill(child.To, part, line);
                }

                break;
            case OrderedDestination ordered:
                foreach (var clause in ordered.Clauses)
                {
                    var part = Math.Clamp((int)clause.Max, 0, amount);
                    Fill(clause.To, part, line);
                    amount -= part;
                }

                Fill(ordered.Remaining, amount, line);
                break;
            case OneOfDestination choice:
                Fill(choice.Clauses.FirstOrDefault(c => Math.Max(0, (int)c.Max) >= amount)?.To ?? choice.Remaining, amount, line);
                break;
        }
    }

    private static List<int> Parts(int amount, Portion[] portions)
    {
        var rest = Fraction.One - portions.Aggregate(Fraction.Zero, (sum, p) => sum + p.Share.Value);
        var parts = new List<int>();
        foreach (var portion in portions)
        {
            var exact = (portion.IsRemaining ? rest : portion.Share.Value) * amount;
            var part = 0;
            while (part + 1 <= exact)
            {
                part++;
            }

            parts.Add(part);
        }

        for (var i = 0; parts.Sum() < amount; i++)
        {
            parts[i]++;
        }

        return parts;
    }
}
