using System.Numerics;
using Civic.Ledger.Splits;

namespace Civic.Ledger.Tests.Splits;

/// <summary>Trees, balances and amounts from a seed; small, so that they can be evaluated unit by unit.</summary>
internal sealed class RandomTrees(int seed)
{
    private static readonly string[] Accounts = ["a", "b", "c", "d", SplitPurse.World];
    private readonly Random _random = new(seed);

    public Dictionary<SplitPurse, BigInteger> Balances() => Accounts.SelectMany(a => new[] { "", "F" }.Select(f => new SplitPurse(a, "KRW", f)))
        .Where(_ => _random.Next(4) > 0).ToDictionary(p => p, _ => (BigInteger)_random.Next(-10, 30));

    public SplitStep[] Steps() => [.. Enumerable.Range(0, _random.Next(1, 4)).Select(_ => Step())];

    private SplitStep Step() => _random.Next(5) switch
    {
        0 => SplitStep.SetAside(Purse(), _random.Next(0, 20)),
        1 => SplitStep.SendAll("KRW", Source(3), Destination(3)),
        _ => SplitStep.Send("KRW", _random.Next(0, 40), Source(3), Destination(3)),
    };

    private SplitPurse Purse() => new(Account(), "KRW", Fund());

    private Source Source(int depth) => (depth == 0 ? 0 : _random.Next(7)) switch
    {
        1 or 2 => Civic.Ledger.Splits.Source.Ordered([.. Many(0, _ => Source(depth - 1))]),
        3 => Civic.Ledger.Splits.Source.OneOf([.. Many(1, _ => Source(depth - 1))]),
        4 => Civic.Ledger.Splits.Source.AtMost(_random.Next(-3, 20), Source(depth - 1)),
        5 => Civic.Ledger.Splits.Source.Split([.. Portions().Select(p => new SourcePart(p, Source(depth - 1)))]),
        _ => Civic.Ledger.Splits.Source.Account(Account(), Overdraft(), Fund()),
    };

    private Destination Destination(int depth) => (depth == 0 ? _random.Next(2) * 6 : _random.Next(7)) switch
    {
        0 => Civic.Ledger.Splits.Destination.Kept,
        1 or 2 => Civic.Ledger.Splits.Destination.Ordered([.. Many(0, _ => Clause(depth))], Destination(depth - 1)),
        3 => Civic.Ledger.Splits.Destination.OneOf([.. Many(0, _ => Clause(depth))], Destination(depth - 1)),
        4 or 5 => Civic.Ledger.Splits.Destination.Split([.. Portions().Select(p => new DestinationPart(p, Destination(depth - 1)))]),
        _ => Civic.Ledger.Splits.Destination.Account(Account()),
    };

    private DestinationClause Clause(int depth) => new(_random.Next(-3, 20), Destination(depth - 1));

    private IEnumerable<Portion> Portions()
    {
        var weights = Many(1, _ => _random.Next(0, 6)).ToArray();
        weights[0]++;
        var rest = _random.Next(-1, weights.Length);
        return weights.Select((w, i) => i == rest ? Portion.Remaining : new Share(w, weights.Sum()));
    }

    private Overdraft Overdraft() => _random.Next(6) switch
    {
        0 => Civic.Ledger.Splits.Overdraft.Unbounded,
        1 or 2 => Civic.Ledger.Splits.Overdraft.UpTo(_random.Next(-5, 12)),
        _ => Civic.Ledger.Splits.Overdraft.None,
    };

    private string Account() => Accounts[_random.Next(Accounts.Length)];

    private string Fund() => _random.Next(4) == 0 ? "F" : "";

    private T[] Many<T>(int least, Func<int, T> make) => [.. Enumerable.Range(0, _random.Next(least, 4)).Select(make)];
}
