namespace Civic.Ledger;

/// <summary>
/// How the exact shares of an amount become whole units: who gets the odd ones, and whether lines are cut down to round amounts. Lines always
/// add to the amount.
/// </summary>
public sealed record Rounding
{
    private Rounding(RoundingPolicy policy, string? residualParty = null) => (Policy, ResidualParty) = (policy, residualParty);

    /// <summary>Odd units go one each in written order: each line is within one unit of exact.</summary>
    public static Rounding WrittenOrder { get; } = new(RoundingPolicy.WrittenOrder);

    /// <summary>Odd units go one each to the largest cut-off fractions, equal ones in written order: each line is less than one unit from exact.</summary>
    public static Rounding LargestRemainder { get; } = new(RoundingPolicy.LargestRemainder);

    /// <summary>
    /// What a party was short or ahead is carried from split to split: each party's running total is less than one unit from its exact running
    /// total at all times, whatever the amounts, and no line is below 0.
    /// </summary>
    public static Rounding Carried { get; } = new(RoundingPolicy.Carried);

    /// <summary>Who gets the odd units.</summary>
    public RoundingPolicy Policy { get; }

    /// <summary>The party of <see cref="RoundingPolicy.Residual"/>, otherwise <see langword="null"/>.</summary>
    public string? ResidualParty { get; }

    /// <summary>Lines are whole multiples of this many minor units, 1 or more; 1 cuts nothing.</summary>
    public long TruncateTo { get; private init; } = 1;

    /// <summary>The party that gets what is cut off, itself not cut; <see langword="null"/> when nothing is cut.</summary>
    public string? RestParty { get; private init; }

    /// <summary>All odd units go to one party; every other line is exactly the floor of its share.</summary>
    /// <param name="party">A party of the split.</param>
    /// <exception cref="ArgumentException">The name is empty.</exception>
    public static Rounding Residual(string party)
    {
        ArgumentException.ThrowIfNullOrEmpty(party);
        return new Rounding(RoundingPolicy.Residual, party);
    }

    /// <summary>
    /// Then cuts each line down to a multiple of <paramref name="units"/> and gives what is cut off to one party. Korean public money is
    /// counted in tens of won: National Treasury Funds Management Act (국고금 관리법) art. 47.
    /// </summary>
    /// <param name="units">Minor units, 1 or more: 10 for public money in won.</param>
    /// <param name="restTo">The party that gets what is cut off.</param>
    /// <exception cref="ArgumentException">The number is below 1, the name is empty, or remainders are carried: cutting would undo their promise.</exception>
    public Rounding Truncate(long units, string restTo)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(units, 1);
        ArgumentException.ThrowIfNullOrEmpty(restTo);
        return Policy == RoundingPolicy.Carried
            ? throw new ArgumentException("Carried remainders promise totals exact to one unit: they cannot be cut down to round amounts.", nameof(units))
            : this with { TruncateTo = units, RestParty = restTo };
    }
}
