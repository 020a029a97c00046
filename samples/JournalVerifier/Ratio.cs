using System.Globalization;
using System.Numerics;

namespace Civic.Samples.JournalVerifier;

/// <summary>An exact fraction in lowest terms, its denominator above 0; written <c>-1/3</c>, whole numbers <c>2/1</c>.</summary>
internal sealed record Ratio
{
    public static readonly Ratio Zero = new(0), One = new(1);

    public Ratio(BigInteger above, BigInteger? below = null)
    {
        var divisor = below ?? 1;
        var common = BigInteger.GreatestCommonDivisor(above, divisor) * divisor.Sign;
        (Above, Below) = (above / common, divisor / common);
    }

    public BigInteger Above { get; }

    public BigInteger Below { get; }

    public BigInteger Floor => (Above - (((Above % Below) + Below) % Below)) / Below;

    public static Ratio operator +(Ratio a, Ratio b) => new((a.Above * b.Below) + (b.Above * a.Below), a.Below * b.Below);

    public static Ratio operator -(Ratio a, Ratio b) => a + new Ratio(-b.Above, b.Below);

    public static Ratio operator *(Ratio a, Ratio b) => new(a.Above * b.Above, a.Below * b.Below);

    /// <summary>Below 0 when a is the smaller one, 0 when they are equal.</summary>
    public static int Compare(Ratio a, Ratio b) => (a - b).Above.Sign;

    public static Ratio Parse(string text)
    {
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        JournalBytes.Need(slash > 0 && text.Length <= 5000, "a fraction is not written as -1/3");
        var above = BigInteger.Parse(text.AsSpan(0, slash), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        var below = BigInteger.Parse(text.AsSpan(slash + 1), NumberStyles.None, CultureInfo.InvariantCulture);
        JournalBytes.Need(!below.IsZero, "a fraction is divided by 0");
        var ratio = new Ratio(above, below);
        JournalBytes.Need($"{ratio}" == text, "a fraction is not in lowest terms");
        return ratio;
    }

    public override string ToString() => FormattableString.Invariant($"{Above}/{Below}");
}
