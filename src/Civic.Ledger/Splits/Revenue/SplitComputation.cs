namespace Civic.Ledger;

/// <summary>Deductions from the whole, then the shares, then withholdings from them.</summary>
internal static class SplitComputation
{
    public static SplitResult Run(RevenueSplit split, long amount, IReadOnlyDictionary<string, long>? stated, CarriedRemainders carried)
    {
        if (amount < 0)
        {
            return Refused(SplitProblem.NegativeAmount);
        }

        var lines = new List<SplitLine>();
        var net = amount;
        foreach (var deduction in split.Before)
        {
            var line = deduction.From(amount, split.Currency, stated, null);
            if (line.Amount.Units > net)
            {
                return Refused(SplitProblem.DeductionsExceedAmount);
            }

            net -= line.Amount.Units;
            lines.Add(line);
        }

        if (Apportion(split, net, carried) is not { } parts)
        {
            return Refused(SplitProblem.CarriedStateDoesNotFit);
        }

        var moved = Cut(split, parts);
        var withheld = new long[parts.Length];
        var withholdings = new List<SplitLine>();
        foreach (var (party, deduction) in split.Withholdings)
        {
            var i = Index(split, party);
            var line = deduction.From(parts[i].Units + moved[i], split.Currency, stated, party);
            if (line.Amount.Units > parts[i].Units + moved[i] - withheld[i])
            {
                return Refused(SplitProblem.DeductionsExceedAmount);
            }

            withheld[i] += line.Amount.Units;
            withholdings.Add(line);
        }

        lines.AddRange(parts.Select((part, i) => ShareLine(split, i, part, moved[i], withheld[i])));
        lines.AddRange(withholdings);
        var after = split.Rounding.Policy == RoundingPolicy.Carried
            ? new CarriedRemainders(parts.Select((part, i) => KeyValuePair.Create(split.Parties[i], part.Owed)))
            : CarriedRemainders.None;
        return new SplitResult(split, split.Currency.Of(amount), split.Currency.Of(net), lines, after, SplitProblem.None);

        SplitResult Refused(SplitProblem problem) => new(split, split.Currency.Of(amount), split.Currency.Of(0), [], carried, problem);
    }

    private static SplitLine ShareLine(RevenueSplit split, int i, Apportioned part, long moved, long withheld)
    {
        var (party, units) = (split.Parties[i], part.Units + moved - withheld);
        var amount = split.Currency.Of(units);
        return new SplitLine(
            SplitLineKind.Share, party, party, null, amount, part.Exact, part.Carried, part.Floor, part.OddUnits, part.Reason, moved, withheld);
    }

    private static Apportioned[]? Apportion(RevenueSplit split, long net, CarriedRemainders carried)
    {
        var rounding = split.Rounding;
        if (rounding.Policy != RoundingPolicy.Carried)
        {
            return carried.Parties.Count > 0 ? null
                : rounding.Policy == RoundingPolicy.LargestRemainder ? Apportionment.LargestRemainder(net, split.Fractions)
                : rounding.Policy == RoundingPolicy.Residual ? Apportionment.Residual(net, split.Fractions, Index(split, rounding.ResidualParty!))
                : Apportionment.WrittenOrder(net, split.Fractions);
        }

        return carried.Of(split.Parties) is { } state ? Apportionment.Carry(net, split.Fractions, state) : null;
    }

    /// <summary>What each line loses to round amounts (below 0), and what the rest party takes over.</summary>
    private static long[] Cut(RevenueSplit split, Apportioned[] parts)
    {
        var moved = new long[parts.Length];
        if (split.Rounding is { TruncateTo: > 1 and var units, RestParty: { } party })
        {
            var rest = Index(split, party);
            for (var i = 0; i < parts.Length; i++)
            {
                if (i != rest)
                {
                    moved[i] = -(parts[i].Units % units);
                    moved[rest] -= moved[i];
                }
            }
        }

        return moved;
    }

    private static int Index(RevenueSplit split, string party)
    {
        for (var i = 0; ; i++)
        {
            if (split.Parties[i] == party)
            {
                return i;
            }
        }
    }
}
