using System.Numerics;

namespace Civic.Ledger.Splits;

/// <summary>Shares of one split node: checked, and handed out in written order.</summary>
internal static class TreeShares
{
    public static SplitError? Check(Portion[] portions)
    {
        var remaining = portions.Count(p => p.IsRemaining);
        if (remaining > 1)
        {
            return SplitError.TwoRemaining;
        }

        var sum = Sum(portions);
        return sum > Fraction.One || (remaining == 0 && sum != Fraction.One) ? SplitError.BadShareSum : null;
    }

    /// <summary>Every share floored, then one unit each in written order until the sum is the amount: at most one each.</summary>
    public static BigInteger[] HandOut(BigInteger amount, Portion[] portions)
    {
        var rest = Fraction.One - Sum(portions);
        var parts = new BigInteger[portions.Length];
        var missing = amount;
        for (var i = 0; i < parts.Length; i++)
        {
            var share = portions[i].IsRemaining ? rest : portions[i].Share.Value;
            parts[i] = amount * share.Numerator / share.Denominator;
            missing -= parts[i];
        }

        for (var i = 0; !missing.IsZero; i++)
        {
            parts[i]++;
            missing--;
        }

        return parts;
    }

    private static Fraction Sum(Portion[] portions) => portions.Aggregate(Fraction.Zero, (sum, p) => sum + p.Share.Value);
}
