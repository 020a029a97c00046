using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Numerics;

namespace Civic.Ledger;

/// <summary>
/// A part of a whole as an exact fraction, 0 or more, in lowest terms; never a floating-point or decimal number. Shares of one split add to
/// exactly 1: that is checked by the split, not here.
/// </summary>
public readonly record struct Share : IComparable<Share>
{
    /// <summary>The share <paramref name="numerator"/> of <paramref name="denominator"/>.</summary>
    /// <param name="numerator">0 or more.</param>
    /// <param name="denominator">1 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">The numerator is below 0 or the denominator below 1.</exception>
    public Share(BigInteger numerator, BigInteger denominator)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(numerator);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(denominator);
        Value = new Fraction(numerator, denominator);
    }

    internal Share(Fraction value) => Value = value;

    /// <summary>All of it.</summary>
    public static Share Whole { get; } = new(1, 1);

    /// <summary>The share as a number.</summary>
    public Fraction Value { get; }

    /// <summary>Whether the first is less.</summary>
    /// <param name="left">One share.</param>
    /// <param name="right">The other.</param>
    public static bool operator <(Share left, Share right) => left.CompareTo(right) < 0;

    /// <summary>Whether the first is more.</summary>
    /// <param name="left">One share.</param>
    /// <param name="right">The other.</param>
    public static bool operator >(Share left, Share right) => left.CompareTo(right) > 0;

    /// <summary>Whether the first is not more.</summary>
    /// <param name="left">One share.</param>
    /// <param name="right">The other.</param>
    public static bool operator <=(Share left, Share right) => left.CompareTo(right) <= 0;

    /// <summary>Whether the first is not less.</summary>
    /// <param name="left">One share.</param>
    /// <param name="right">The other.</param>
    public static bool operator >=(Share left, Share right) => left.CompareTo(right) >= 0;

    /// <summary>The share written as <c>1/3</c>, <c>50%</c> or <c>12.5%</c>.</summary>
    /// <param name="text">ASCII digits, no spaces, no sign, at most 100 characters.</param>
    /// <exception cref="FormatException">The text is none of these.</exception>
    public static Share Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return TryParse(text, out var share) ? share : throw new FormatException("A share is written 1/3, 50% or 12.5%.");
    }

    /// <summary>Reads a share written as <c>1/3</c>, <c>50%</c> or <c>12.5%</c>.</summary>
    /// <param name="text">ASCII digits, no spaces, no sign, at most 100 characters.</param>
    /// <param name="share">The share, or 0 when the text is none of these.</param>
    public static bool TryParse([NotNullWhen(true)] string? text, out Share share)
    {
        share = default;
        if (text is null || text.Length > 100)
        {
            return false;
        }

        var slash = text.IndexOf('/', StringComparison.Ordinal);
        if (slash >= 0)
        {
            var whole = Digits(text.AsSpan(slash + 1));
            if (Digits(text.AsSpan(0, slash)) is not { } part || whole is not { IsZero: false } divisor)
            {
                return false;
            }

            share = new Share(part, divisor);
            return true;
        }

        return text.EndsWith('%') && TryParsePercent(text.AsSpan(0, text.Length - 1), out share);
    }

    /// <inheritdoc/>
    public int CompareTo(Share other) => Value.CompareTo(other.Value);

    /// <summary>Numerator, slash, denominator, in lowest terms: <c>1/2</c>. <see cref="Parse"/> reads it.</summary>
    public override string ToString() => Value.ToString();

    private static bool TryParsePercent(ReadOnlySpan<char> text, out Share share)
    {
        share = default;
        var point = text.IndexOf('.');
        var decimals = point < 0 ? [] : text[(point + 1)..];
        if (Digits(point < 0 ? text : text[..point]) is not { } whole || (point >= 0 && Digits(decimals) is null))
        {
            return false;
        }

        var scale = BigInteger.Pow(10, decimals.Length);
        share = new Share((whole * scale) + (Digits(decimals) ?? 0), 100 * scale);
        return true;
    }

    private static BigInteger? Digits(ReadOnlySpan<char> text) =>
        text.Length > 0 && !text.ContainsAnyExceptInRange('0', '9') ? BigInteger.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture) : null;
}
