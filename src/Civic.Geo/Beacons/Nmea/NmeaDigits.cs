using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace Civic.Geo.Beacons;

/// <summary>
/// Numbers in ASCII, eight digits at a time in one 64-bit word. Any field of a sentence ends at least eight bytes after
/// its <c>$</c>, so that the word that ends with the field always lies inside the sentence. Results come as values, -1
/// for what is no number, so that they stay in registers.
/// </summary>
internal static class NmeaDigits
{
    /// <summary>What a decimal number counts: hundred-millionths.</summary>
    public const long Unit = 100_000_000;

    private const int WordDigits = 8;
    private const ulong Zeros = 0x3030303030303030;
    private const ulong Dots = 0x2e2e2e2e2e2e2e2e;
    private const ulong Ones = 0x0101010101010101;
    private const ulong HighBits = 0x8080808080808080;

    /// <summary>Added to a byte, sets its high bit when the byte is more than 9.</summary>
    private const ulong AboveNine = 0x7676767676767676;

    /// <summary>Reads 1 to 8 digits and nothing else.</summary>
    /// <param name="text">The sentence.</param>
    /// <param name="start">Index of the first digit.</param>
    /// <param name="end">Index past the last one.</param>
    /// <returns>The number, or -1.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long ReadWhole(ReadOnlySpan<byte> text, int start, int end)
    {
        if ((uint)(end - start - 1) >= WordDigits)
        {
            return -1;
        }

        var blank = (WordDigits - (end - start)) * 8;
        return JoinChecked((WordBefore(text, end) ^ Zeros) >> blank << blank);
    }

    /// <summary>Reads 1 to 8 digits that follow a decimal point.</summary>
    /// <param name="text">The sentence.</param>
    /// <param name="start">Index of the first digit.</param>
    /// <param name="end">Index past the last one.</param>
    /// <returns>The fraction in <see cref="Unit"/>s, or -1.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long ReadFraction(ReadOnlySpan<byte> text, int start, int end)
    {
        // Shifted to the front of the word, the digits are followed by zeros.
        return (uint)(end - start - 1) >= WordDigits ? -1 : JoinChecked((WordBefore(text, end) ^ Zeros) >> ((WordDigits - (end - start)) * 8));
    }

    /// <summary>Reads digits with at most one decimal point among them; beyond eight decimals they are cut.</summary>
    /// <param name="text">The sentence.</param>
    /// <param name="start">Index of the first character.</param>
    /// <param name="end">Index past the last one.</param>
    /// <returns>A number below 10^8 in <see cref="Unit"/>s, or -1.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long ReadDecimal(ReadOnlySpan<byte> text, int start, int end)
    {
        if (NmeaVectorDigits.Fits(start, end) && NmeaVectorDigits.Read(text, start, end) is >= 0 and var value)
        {
            return value;
        }

        return ReadDecimalByWords(text, start, end);
    }

    /// <summary>The same, eight digits at a time.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static long ReadDecimalByWords(ReadOnlySpan<byte> text, int start, int end)
    {
        if (start + WordDigits <= text.Length)
        {
            var word = BinaryPrimitives.ReadUInt64LittleEndian(text[start..]);
            var dot = IndexOfDot(word);
            if (dot is > 0 and < WordDigits && (uint)(end - start - dot - 2) < WordDigits)
            {
                var whole = JoinChecked((word ^ Zeros) << ((WordDigits - dot) * 8));
                var fraction = ReadFraction(text, start + dot + 1, end);
                return (whole | fraction) < 0 ? -1 : whole * Unit + fraction;
            }
        }

        return ReadRare(text[start..Math.Max(start, end)]);
    }

    /// <summary>Splits six digits that end before <paramref name="end"/> into pairs, hhmmss or ddmmyy.</summary>
    /// <returns>The pairs in the bytes 0, 2 and 4, or -1.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long ReadPairs(ReadOnlySpan<byte> text, int end)
    {
        var digits = (WordBefore(text, end) ^ Zeros) >> 16;
        return AreDigits(digits) ? (long)((digits * 10 + (digits >> 8)) & 0x000000ff_00ff00ff) : -1;
    }

    /// <summary>No point, nothing before or after it, or more decimals than one word holds.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static long ReadRare(ReadOnlySpan<byte> text)
    {
        var dot = text.IndexOf((byte)'.');
        var wholeLength = dot < 0 ? text.Length : dot;
        if (wholeLength > WordDigits || text.Length - (dot < 0 ? 0 : 1) == 0)
        {
            return -1;
        }

        var value = 0L;
        var unit = Unit;
        for (var i = 0; i < text.Length; i++)
        {
            var digit = (uint)(text[i] - '0');
            if (i == dot)
            {
                continue;
            }

            if (digit > 9)
            {
                return -1;
            }

            unit = i < wholeLength ? unit : unit / 10;
            value = i < wholeLength ? value * 10 + digit * Unit : value + digit * unit;
        }

        return value;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong WordBefore(ReadOnlySpan<byte> text, int end) => BinaryPrimitives.ReadUInt64LittleEndian(text[(end - WordDigits)..]);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool AreDigits(ulong values) => (((values + AboveNine) | values) & HighBits) == 0;

    /// <summary>The index of the first point among eight characters, or 8.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int IndexOfDot(ulong word)
    {
        var x = word ^ Dots;
        return BitOperations.TrailingZeroCount((x - Ones) & ~x & HighBits) >> 3;
    }

    /// <summary>Joins eight digit values, the first in the lowest byte: to pairs, to fours, to all.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static long JoinChecked(ulong digits)
    {
        var pairs = digits * 10 + (digits >> 8);
        var low = (pairs & 0x000000ff000000ff) * (100 + (1_000_000UL << 32));
        var high = ((pairs >> 16) & 0x000000ff000000ff) * (1 + (10_000UL << 32));
        return AreDigits(digits) ? (long)((low + high) >> 32) : -1;
    }
}
