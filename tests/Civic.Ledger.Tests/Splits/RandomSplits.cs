namespace Civic.Ledger.Tests.Splits;

/// <summary>Splits and amounts from a seed.</summary>
internal sealed class RandomSplits(int seed)
{
    private static readonly string[] Names = ["owner", "operator", "district", "구청", "e", "f", "g", "h"];
    private static readonly long[] Sizes = [2, 10, 100, 1000, 1_000_000, 1_000_000_000_000];
    private readonly Random _random = new(seed);

    public RevenueSplit Plain(Rounding? rounding = null)
    {
        var weights = Enumerable.Range(0, _random.Next(1, Names.Length + 1)).Select(_ => _random.Next(1, _random.Next(2, 200))).ToArray();
        var rest = _random.Next(-1, weights.Length);
        var split = RevenueSplit.Of(Currency.Krw);
        for (var i = 0; i < weights.Length; i++)
        {
            split = i == rest ? split.GiveRest(Names[i]) : split.Give(Names[i], new Share(weights[i], weights.Sum()));
        }

        return split.Round(rounding ?? Policy(split.Parties));
    }

    public RevenueSplit WithDeductions()
    {
        var split = Plain();
        for (var i = _random.Next(3); i > 0; i--)
        {
            split = split.After(Some($"fee {i}"));
        }

        for (var i = _random.Next(3); i > 0; i--)
        {
            split = split.Withhold(split.Parties[_random.Next(split.Parties.Count)], Some($"tax {i}"));
        }

        return split;
    }

    public Dictionary<string, long> Stated(RevenueSplit split) => split.Before.Concat(split.Withholdings.Select(w => w.Deduction))
        .Where(d => d.IsStated).ToDictionary(d => d.Name, _ => (long)_random.Next(30));

    public Money Amount() => Currency.Krw.Of(_random.NextInt64(Sizes[_random.Next(Sizes.Length)]));

    public int Next(int below) => _random.Next(below);

    public long Next(long below) => _random.NextInt64(below);

    private Deduction Some(string name)
    {
        var deduction = _random.Next(3) switch
        {
            0 => Deduction.Of(name, new Share(_random.Next(0, 20), 100), "tax office"),
            1 => Deduction.Fixed(name, _random.Next(0, 30)),
            _ => Deduction.Stated(name),
        };
        return _random.Next(2) == 0 ? deduction.Truncate(10) : deduction;
    }

    private Rounding Policy(IReadOnlyList<string> parties)
    {
        var policy = _random.Next(4) switch
        {
            0 => Rounding.WrittenOrder,
            1 => Rounding.LargestRemainder,
            2 => Rounding.Residual(parties[_random.Next(parties.Count)]),
            _ => Rounding.Carried,
        };
        return policy.Policy != RoundingPolicy.Carried && _random.Next(3) == 0 ? policy.Truncate(10, parties[_random.Next(parties.Count)]) : policy;
    }
}
