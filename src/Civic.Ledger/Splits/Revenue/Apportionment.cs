using System.Numerics;

namespace Civic.Ledger;

/// <summary>One share made whole.</summary>
internal readonly record struct Apportioned(Fraction Exact, Fraction Carried, long Floor, long OddUnits, OddUnitReason Reason)
{
    public long Units => Floor + OddUnits;

    /// <summary>What is still owed after this.</summary>
    public Fraction Owed => Exact + Carried - Units;
}

/// <summary>Makes exact shares whole. Shares add to exactly 1 and are checked by the caller.</summary>
internal static class Apportionment
{
    public static Apportioned[] WrittenOrder(long amount, Fraction[] shares)
    {
        var (parts, missing) = Floors(amount, shares);
        for (var i = 0; i < missing; i++)
        {
            parts[i] = parts[i] with { OddUnits = 1, Reason = OddUnitReason.WrittenOrder };
        }

        return parts;
    }

    public static Apportioned[] LargestRemainder(long amount, Fraction[] shares)
    {
        var (parts, missing) = Floors(amount, shares);
        foreach (var i in Enumerable.Range(0, parts.Length).OrderByDescending(i => parts[i].Owed).Take((int)missing).ToArray())
        {
            parts[i] = parts[i] with { OddUnits = 1, Reason = OddUnitReason.LargestRemainder };
        }

        return parts;
    }

    public static Apportioned[] Residual(long amount, Fraction[] shares, int party)
    {
        var (parts, missing) = Floors(amount, shares);
        parts[party] = parts[party] with { OddUnits = missing, Reason = missing > 0 ? OddUnitReason.Residual : OddUnitReason.None };
        return parts;
    }

    /// <summary>
    /// Keeps every running total between the floor and the ceiling of its exact running total, for ever and for any amounts.
    /// Unit k of a party with share s may be given once the total of all passes (k - 1) / s and must be given when it reaches k / s. Giving
    /// what must be given, and the rest to whoever's next unit falls due first, never misses a due unit: earliest due first is optimal
    /// for units of one size, and since the shares add to 1 there is always exactly as much to give as falls due in the long run.
    /// <see langword="null"/> when the state could not have come from these shares.
    /// </summary>
    public static Apportioned[]? Carry(long amount, Fraction[] shares, Fraction[] carried)
    {
        var parts = new Apportioned[shares.Length];
        var missing = new BigInteger(amount);
        for (var i = 0; i < shares.Length; i++)
        {
            var exact = shares[i] * amount;
            var floor = BigInteger.Max(0, (exact + carried[i]).Floor);
            missing -= floor;
            if (missing.Sign < 0)
            {
                return null;
            }

            parts[i] = new Apportioned(exact, carried[i], (long)floor, 0, OddUnitReason.None);
        }

        var next = Enumerable.Range(0, parts.Length).Where(i => parts[i].Owed.Sign > 0).OrderBy(i => (Fraction.One - parts[i].Owed) / shares[i]).ToArray();
        if (missing > next.Length)
        {
            return null;
        }

        foreach (var i in next.AsSpan(0, (int)missing))
        {
            parts[i] = parts[i] with { OddUnits = 1, Reason = OddUnitReason.SoonestDue };
        }

        return parts;
    }

    private static (Apportioned[] Parts, long Missing) Floors(long amount, Fraction[] shares)
    {
        var missing = amount;
        var parts = new Apportioned[shares.Length];
        for (var i = 0; i < shares.Length; i++)
        {
            var exact = shares[i] * amount;
            var floor = (long)exact.Floor;
            missing -= floor;
            parts[i] = new Apportioned(exact, Fraction.Zero, floor, 0, OddUnitReason.None);
        }

        return (parts, missing);
    }
}
