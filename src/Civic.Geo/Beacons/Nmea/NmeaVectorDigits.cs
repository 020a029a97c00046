using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Civic.Geo.Beacons;

/// <summary>
/// A decimal number in one 128-bit register, for processors with SSE 4.1: the point is taken out, the digits before it
/// moved against the middle from the left and those after it from the right, and neighbours joined three times.
/// </summary>
internal static class NmeaVectorDigits
{
    private const int Width = 16;
    private const int MaxWhole = 8;
    private const int MaxDecimals = 8;
    private const byte No = 0x80;

    /// <summary>Read from n, keeps the last n bytes.</summary>
    private static ReadOnlySpan<byte> KeepLast =>
    [
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
        0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
    ];

    /// <summary>For a point so far from the end: where each of eight digits before it and eight after it comes from.</summary>
    private static ReadOnlySpan<byte> Orders =>
    [
        8, 9, 10, 11, 12, 13, 14, 15, No, No, No, No, No, No, No, No,
        7, 8, 9, 10, 11, 12, 13, 14, No, No, No, No, No, No, No, No,
        6, 7, 8, 9, 10, 11, 12, 13, 15, No, No, No, No, No, No, No,
        5, 6, 7, 8, 9, 10, 11, 12, 14, 15, No, No, No, No, No, No,
        4, 5, 6, 7, 8, 9, 10, 11, 13, 14, 15, No, No, No, No, No,
        3, 4, 5, 6, 7, 8, 9, 10, 12, 13, 14, 15, No, No, No, No,
        2, 3, 4, 5, 6, 7, 8, 9, 11, 12, 13, 14, 15, No, No, No,
        1, 2, 3, 4, 5, 6, 7, 8, 10, 11, 12, 13, 14, 15, No, No,
        0, 1, 2, 3, 4, 5, 6, 7, 9, 10, 11, 12, 13, 14, 15, No,
        No, 0, 1, 2, 3, 4, 5, 6, 8, 9, 10, 11, 12, 13, 14, 15,
    ];

    /// <summary>Whether this processor can, and the field is one that fits: anything else is read by <see cref="NmeaDigits"/>.</summary>
    /// <param name="start">Index of the field's first character.</param>
    /// <param name="end">Index past its last one.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Fits(int start, int end) => Sse41.IsSupported && end >= Width && (uint)(end - start - 1) < Width;

    /// <summary>Reads digits with at most one point among them.</summary>
    /// <param name="text">The sentence.</param>
    /// <param name="start">Index of the field's first character.</param>
    /// <param name="end">Index past its last one; <see cref="Fits"/> must have said yes.</param>
    /// <returns>The number in <see cref="NmeaDigits.Unit"/>s, or -1 when it is none or of a rarer form.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long Read(ReadOnlySpan<byte> text, int start, int end)
    {
        var length = end - start;
        var field = Vector128.LoadUnsafe(ref MemoryMarshal.GetReference(text[(end - Width)..end]));
        var keep = Vector128.LoadUnsafe(ref MemoryMarshal.GetReference(KeepLast), (nuint)length);
        var dots = (Vector128.Equals(field, Vector128.Create((byte)'.')) & keep).ExtractMostSignificantBits();

        // 0 without a point.
        var fromEnd = Width - BitOperations.TrailingZeroCount(dots | 1 << Width);
        if (fromEnd > MaxDecimals + 1 || (uint)(length - fromEnd - 1) >= MaxWhole)
        {
            return -1;
        }

        var order = Vector128.LoadUnsafe(ref MemoryMarshal.GetReference(Orders), (nuint)(fromEnd * Width));
        var digits = Ssse3.Shuffle((field ^ Vector128.Create((byte)'0')) & keep, order);
        return Vector128.GreaterThanAny(digits, Vector128.Create((byte)9)) ? -1 : Join(digits);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static long Join(Vector128<byte> digits)
    {
        var twos = Ssse3.MultiplyAddAdjacent(digits, Vector128.Create(0x010a010a010a010a).AsSByte());
        var fours = Sse2.MultiplyAddAdjacent(twos, Vector128.Create(0x0001006400010064).AsInt16());
        var eights = Sse2.MultiplyAddAdjacent(Sse41.PackUnsignedSaturate(fours, fours).AsInt16(), Vector128.Create(0x0001271000012710).AsInt16());
        var both = eights.AsUInt64().ToScalar();
        return (uint)both * NmeaDigits.Unit + (long)(both >> 32);
    }
}
