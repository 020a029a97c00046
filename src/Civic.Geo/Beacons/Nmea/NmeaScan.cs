using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Civic.Geo.Beacons;

/// <summary>
/// One pass over a sentence, 32 bytes at a time: where its body ends, the XOR of the body, and where its commas are.
/// Reading the fields later touches only the bytes of numbers.
/// </summary>
internal struct NmeaScan
{
    /// <summary>The longest sentence read, from <c>$</c> to the last checksum digit. The standard says 82; receivers exceed it.</summary>
    public const int MaxLength = 256;

    private const int BlockLength = 32;

    private CommaBits _commas;

    /// <summary>
    /// Index of the first byte after <c>$</c> that cannot be body: <c>*</c>, <c>$</c>, a control character or a byte above
    /// 127. The window's length when there is none yet.
    /// </summary>
    public int Stop { get; private set; }

    /// <summary>XOR of the bytes between the start character and <see cref="Stop"/>.</summary>
    public byte Xor { get; private set; }

    /// <summary>Scans <paramref name="window"/>, which begins with the start character, up to <see cref="MaxLength"/> bytes.</summary>
    public void Run(ReadOnlySpan<byte> window)
    {
        ref var bytes = ref MemoryMarshal.GetReference(window);
        var sum = Vector256<byte>.Zero;
        var whole = Math.Min(window.Length, MaxLength + 1) - BlockLength;
        var (at, block) = (1, 0);
        for (; at <= whole; at += BlockLength, block++)
        {
            if (RunBlock(Vector256.LoadUnsafe(ref bytes, (nuint)at), block, at, ref sum))
            {
                Xor = Fold(sum);
                return;
            }
        }

        RunRest(window, at, block, sum);
    }

    /// <summary>Writes where fields end: at each comma, and at <see cref="Stop"/>. Field 0 is the address.</summary>
    /// <param name="ends">Receives positions in the scanned window; fields beyond its length are left out.</param>
    /// <returns>The number of fields.</returns>
    public readonly int Split(Span<int> ends)
    {
        var count = 0;
        for (var (word, start) = (0, 1); start < Stop && count < ends.Length; word += 2, start += 64)
        {
            // The block after the last one scanned holds bits of an older sentence: take none beyond the stop.
            var bits = _commas[word] | (ulong)_commas[word + 1] << BlockLength;
            bits &= Stop - start >= 64 ? ulong.MaxValue : (1UL << (Stop - start)) - 1;
            for (; bits != 0 && count < ends.Length; bits &= bits - 1)
            {
                ends[count++] = start + BitOperations.TrailingZeroCount(bits);
            }
        }

        if (count < ends.Length)
        {
            ends[count++] = Stop;
        }

        return count;
    }

    /// <summary>The last bytes of a window, padded with zeros, which stop the scan like any control character.</summary>
    private void RunRest(ReadOnlySpan<byte> window, int at, int block, Vector256<byte> sum)
    {
        if (at >= MaxLength)
        {
            Stop = at;
            return;
        }

        Span<byte> padded = stackalloc byte[BlockLength];
        padded.Clear();
        window[at..].CopyTo(padded);
        RunBlock(Vector256.Create<byte>(padded), block, at, ref sum);
        Xor = Fold(sum);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool RunBlock(Vector256<byte> bytes, int block, int at, ref Vector256<byte> sum)
    {
        _commas[block] = Vector256.Equals(bytes, Vector256.Create((byte)',')).ExtractMostSignificantBits();

        // As signed numbers, control characters and bytes above 127 are both below the space.
        var control = Vector256.LessThan(bytes.AsSByte(), Vector256.Create((sbyte)' ')).AsByte();
        var stops = control | Vector256.Equals(bytes, Vector256.Create((byte)'*')) | Vector256.Equals(bytes, Vector256.Create((byte)'$'));
        var mask = stops.ExtractMostSignificantBits();
        if (mask == 0)
        {
            sum ^= bytes;
            return false;
        }

        var kept = BitOperations.TrailingZeroCount(mask);
        sum ^= bytes & Vector256.LoadUnsafe(ref MemoryMarshal.GetReference(KeepFirst), (nuint)(BlockLength - kept));
        Stop = at + kept;
        return true;
    }

    /// <summary>Read from 32 - n, keeps the first n bytes of a block.</summary>
    private static ReadOnlySpan<byte> KeepFirst =>
    [
        0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
        0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    ];

    private static byte Fold(Vector256<byte> sum)
    {
        var half = (sum.GetLower() ^ sum.GetUpper()).AsUInt64();
        var x = half.GetElement(0) ^ half.GetElement(1);
        x ^= x >> 32;
        x ^= x >> 16;
        return (byte)(x ^ x >> 8);
    }

    [InlineArray(MaxLength / BlockLength)]
    private struct CommaBits
    {
        private uint _first;
    }
}
