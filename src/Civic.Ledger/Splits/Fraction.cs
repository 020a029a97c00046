using System.Globalization;
using System.Numerics;

namespace Civic.Ledger;

/// <summary>An exact fraction in lowest terms, of any size: what a party is owed before it is rounded to whole units.</summary>
public readonly struct Fraction : IEquatable<Fraction>, IComparable<Fraction>
{
    internal const int LongestText = 5000;

    private readonly BigInteger _denominator;

    /// <summary>The fraction, brought to lowest terms.</summary>
    /// <param name="numerator">What is divided.</param>
    /// <param name="denominator">What it is divided by, not 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">The denominator is 0.</exception>
    public Fraction(BigInteger numerator, BigInteger denominator)
    {
        ArgumentOutOfRangeException.ThrowIfZero(denominator);
        var common = BigInteger.GreatestCommonDivisor(numerator, denominator) * denominator.Sign;
        Numerator = numerator / common;
        _denominator = denominator / common;
    }

    /// <summary>Nothing.</summary>
    public static Fraction Zero => default;

    /// <summary>The whole.</summary>
    public static Fraction One { get; } = new(1, 1);

    /// <summary>What is divided; it carries the sign.</summary>
    public BigInteger Numerator { get; }

    /// <summary>What it is divided by, 1 or more.</summary>
    public BigInteger Denominator => _denominator.IsZero ? BigInteger.One : _denominator;

    /// <summary>The largest whole number that is not above the fraction.</summary>
    public BigInteger Floor => Numerator.Sign < 0 ? -((-Numerator + Denominator - 1) / Denominator) : Numerator / Denominator;

    /// <summary>Whether it is a whole number.</summary>
    public bool IsWhole => Denominator.IsOne;

    /// <summary>-1 below 0, 0, or 1 above.</summary>
    public int Sign => Numerator.Sign;

    /// <summary>The sum.</summary>
    /// <param name="left">One fraction.</param>
    /// <param name="right">The other.</param>
    public static Fraction operator +(Fraction left, Fraction right) =>
        new((left.Numerator * right.Denominator) + (right.Numerator * left.Denominator), left.Denominator * right.Denominator);

    /// <summary>The difference.</summary>
    /// <param name="left">One fraction.</param>
    /// <param name="right">The other.</param>
    public static Fraction operator -(Fraction left, Fraction right) =>
        new((left.Numerator * right.Denominator) - (right.Numerator * left.Denominator), left.Denominator * right.Denominator);

    /// <summary>The product.</summary>
    /// <param name="left">One fraction.</param>
    /// <param name="right">The other.</param>
    public static Fraction operator *(Fraction left, Fraction right) => new(left.Numerator * right.Numerator, left.Denominator * right.Denominator);

    /// <summary>The quotient.</summary>
    /// <param name="left">What is divided.</param>
    /// <param name="right">What it is divided by, not 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">The divisor is 0.</exception>
    public static Fraction operator /(Fraction left, Fraction right) => new(left.Numerator * right.Denominator, left.Denominator * right.Numerator);

    /// <summary>A whole number as a fraction.</summary>
    /// <param name="whole">The number.</param>
    public static implicit operator Fraction(BigInteger whole) => new(whole, 1);

    /// <summary>A whole number as a fraction.</summary>
    /// <param name="whole">The number.</param>
    public static implicit operator Fraction(long whole) => new(whole, 1);

    /// <summary>Whether both are the same number.</summary>
    /// <param name="left">One fraction.</param>
    /// <param name="right">The other.</param>
    public static bool operator ==(Fraction left, Fraction right) => left.Equals(right);

    /// <summary>Whether they are different numbers.</summary>
    /// <param name="left">One fraction.</param>
    /// <param name="right">The other.</param>
    public static bool operator !=(Fraction left, Fraction right) => !left.Equals(right);

    /// <summary>Whether the first is less.</summary>
    /// <param name="left">One fraction.</param>
    /// <param name="right">The other.</param>
    public static bool operator <(Fraction left, Fraction right) => left.CompareTo(right) < 0;

    /// <summary>Whether the first is more.</summary>
    /// <param name="left">One fraction.</param>
    /// <param name="right">The other.</param>
    public static bool operator >(Fraction left, Fraction right) => left.CompareTo(right) > 0;

    /// <summary>Whether the first is not more.</summary>
    /// <param name="left">One fraction.</param>
    /// <param name="right">The other.</param>
    public static bool operator <=(Fraction left, Fraction right) => left.CompareTo(right) <= 0;

    /// <summary>Whether the first is not less.</summary>
    /// <param name="left">One fraction.</param>
    /// <param name="right">The other.</param>
    public static bool operator >=(Fraction left, Fraction right) => left.CompareTo(right) >= 0;

    /// <inheritdoc/>
    public int CompareTo(Fraction other) => (Numerator * other.Denominator).CompareTo(other.Numerator * Denominator);

    /// <inheritdoc/>
    public bool Equals(Fraction other) => Numerator == other.Numerator && Denominator == other.Denominator;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Fraction other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Numerator, Denominator);

    /// <summary>Numerator, slash, denominator, in lowest terms: <c>100/3</c>, <c>50/1</c>, <c>-1/3</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Numerator}/{Denominator}");

    /// <summary>Reads what <see cref="ToString"/> writes: digits, slash, digits, with a minus before the first at most.</summary>
    internal static bool TryParse(ReadOnlySpan<char> text, out Fraction fraction)
    {
        fraction = default;
        var slash = text.IndexOf('/');
        if (slash <= 0 || text.Length > LongestText
            || !BigInteger.TryParse(text[..slash], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var numerator)
            || !BigInteger.TryParse(text[(slash + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var denominator)
            || denominator.IsZero || text[0] == '+')
        {
            return false;
        }

        fraction = new Fraction(numerator, denominator);
        return true;
    }
}
