using System.Buffers.Binary;
using System.Numerics;

namespace Civic.Geo.Beacons;

/// <summary>
/// Numbers in ASCII, eight digits at a time in one 64-bit word. Any field of a sentence ends at least eight bytes after
/// its <c>$</c>, so that the word that ends with the field always lies inside the sentence.
/// </summary>
internal static class NmeaDigits
{
    private const ulong Zeros = 0x3030303030303030;
    private const ulong Dots = 0x2e2e2e2e2e2e2e2e;
    private const ulong Ones = 0x0101010101010101;
    private const ulong HighBits = 0x8080808080808080;

    /// <summary>Added to a byte, sets its high bit when the byte is more than 9.</summary>
    private const ulong AboveNine = 0x7676767676767676;

    private static ReadOnlySpan<long> PowersOfTen => [1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000, 1_000_000_000];

    /// <summary>10 to the <paramref name="exponent"/>, 0 to 9.</summary>
    public static long PowerOfTen(int exponent) => PowersOfTen[exponent];

    /// <summary>Reads 1 to 8 digits that end before <paramref name="end"/>.</summary>
    /// <param name="text">The sentence.</param>
    /// <param name="start">Index of the first digit.</param>
    /// <param name="end">Index past the last one, at least 8.</param>
    /// <param name="value">The number.</param>
    /// <returns>Whether these are 1 to 8 digits and nothing else.</returns>
    public static bool TryReadWhole(ReadOnlySpan<byte> text, int start, int end, out uint value)
    {
        var length = end - start;
        if ((uint)(length - 1) > 7)
        {
            value = 0;
            return false;
        }

        var blank = (8 - length) * 8;
        var digits = (BinaryPrimitives.ReadUInt64LittleEndian(text[(end - 8)..]) ^ Zeros) >> blank << blank;
        value = Join(digits);
        return AreDigits(digits);
    }

    /// <summary>Reads digits with at most one decimal point among them, as <c>whole + fraction / 10^decimals</c>.</summary>
    /// <param name="text">The sentence.</param>
    /// <param name="start">Index of the first character.</param>
    /// <param name="end">Index past the last one.</param>
    /// <param name="whole">What is before the point.</param>
    /// <param name="fraction">The digits after the point.</param>
    /// <param name="decimals">How many those are, at most 9; further ones are cut.</param>
    /// <returns>Whether that is a number below 10^8.</returns>
    public static bool TryReadDecimal(ReadOnlySpan<byte> text, int start, int end, out uint whole, out uint fraction, out int decimals)
    {
        if (start + 8 <= text.Length)
        {
            var word = BinaryPrimitives.ReadUInt64LittleEndian(text[start..]);
            var dot = IndexOfDot(word);
            decimals = end - start - dot - 1;
            if (dot is > 0 and < 8 && TryReadWhole(text, start + dot + 1, end, out fraction))
            {
                var digits = (word ^ Zeros) << ((8 - dot) * 8);
                whole = Join(digits);
                return AreDigits(digits);
            }
        }

        return TryReadRare(text[start..Math.Max(start, end)], out whole, out fraction, out decimals);
    }

    /// <summary>Splits six digits that end before <paramref name="end"/> into pairs: hhmmss or ddmmyy.</summary>
    /// <returns>Whether those six are digits.</returns>
    public static bool TryReadPairs(ReadOnlySpan<byte> text, int end, out int first, out int second, out int third)
    {
        var digits = (BinaryPrimitives.ReadUInt64LittleEndian(text[(end - 8)..]) ^ Zeros) >> 16;
        var pairs = digits * 10 + (digits >> 8);
        first = (byte)pairs;
        second = (byte)(pairs >> 16);
        third = (byte)(pairs >> 32);
        return AreDigits(digits);
    }

    /// <summary>No point, nothing before or after it, or more decimals than one word holds.</summary>
    private static bool TryReadRare(ReadOnlySpan<byte> text, out uint whole, out uint fraction, out int decimals)
    {
        const int maxWhole = 8;
        const int maxDecimals = 9;
        (whole, fraction, decimals) = (0, 0, 0);
        var dot = text.IndexOf((byte)'.');
        var wholeLength = dot < 0 ? text.Length : dot;
        if (wholeLength > maxWhole || text.Length - (dot < 0 ? 0 : 1) == 0)
        {
            return false;
        }

        for (var i = 0; i < text.Length; i++)
        {
            var digit = (uint)(text[i] - '0');
            if (i != dot && digit > 9)
            {
                return false;
            }

            if (i < wholeLength)
            {
                whole = whole * 10 + digit;
            }
            else if (i != dot && decimals < maxDecimals)
            {
                fraction = fraction * 10 + digit;
                decimals++;
            }
        }

        return true;
    }

    private static bool AreDigits(ulong values) => (((values + AboveNine) | values) & HighBits) == 0;

    /// <summary>The index of the first point among eight characters, or 8.</summary>
    private static int IndexOfDot(ulong word)
    {
        var x = word ^ Dots;
        return BitOperations.TrailingZeroCount((x - Ones) & ~x & HighBits) >> 3;
    }

    /// <summary>Joins eight digit values, the first in the lowest byte: to pairs, to fours, to all.</summary>
    private static uint Join(ulong digits)
    {
        digits = digits * 10 + (digits >> 8);
        var low = (digits & 0x000000ff000000ff) * (100 + (1_000_000UL << 32));
        var high = ((digits >> 16) & 0x000000ff000000ff) * (1 + (10_000UL << 32));
        return (uint)((low + high) >> 32);
    }
}
