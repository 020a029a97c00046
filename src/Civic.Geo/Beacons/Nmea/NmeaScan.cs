using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Civic.Geo.Beacons;

/// <summary>
/// One pass over a sentence, 64 bytes at a time: where its body ends, the XOR of the body, and where its commas are.
/// Reading the fields later touches only the bytes of numbers.
/// </summary>
internal struct NmeaScan
{
    /// <summary>The longest sentence read, from <c>$</c> to the last checksum digit. The standard says 82; receivers exceed it.</summary>
    public const int MaxLength = 256;

    /// <summary>Room that <see cref="Split"/> needs: it writes eight ends at a time, once more after the last.</summary>
    public const int MaxEnds = MaxLength + 16;

    private const int BlockLength = 64;

    /// <summary>The bytes that end a common sentence: star, two digits, CR LF.</summary>
    private const int TailLength = 5;

    private CommaBits _commas;

    /// <summary>
    /// Index of the first byte after <c>$</c> that cannot be body: <c>*</c>, <c>$</c>, a control character or a byte above
    /// 127. The window's length when there is none yet.
    /// </summary>
    public int Stop { get; private set; }

    /// <summary>XOR of the bytes between the start character and <see cref="Stop"/>; kept by <see cref="Run"/> only.</summary>
    public byte Xor { get; private set; }

    private static ReadOnlySpan<byte> HexDigits => "0123456789ABCDEF"u8;

    /// <summary>
    /// The common case at once: a sentence shorter than two blocks that ends with its right checksum and CR LF. Everything
    /// stays in registers until it is known to be one.
    /// </summary>
    /// <param name="window">Begins with the start character.</param>
    /// <returns>Its length, or 0 for whatever needs a closer look.</returns>
    public int TryRunCommon(ReadOnlySpan<byte> window)
    {
        const int needed = 1 + 2 * BlockLength + TailLength;
        if (window.Length < needed)
        {
            return 0;
        }

        ref var first = ref Unsafe.Add(ref MemoryMarshal.GetReference(window), 1);
        var bytes = Vector512.LoadUnsafe(ref first);
        var stops = StopsOf(bytes);
        var (commas, commasBefore, sum, at) = (CommasOf(bytes), 0UL, Vector512<byte>.Zero, 0);
        if (stops == 0)
        {
            sum = bytes;
            bytes = Vector512.LoadUnsafe(ref first, BlockLength);
            stops = StopsOf(bytes);
            (commasBefore, commas, at) = (commas, CommasOf(bytes), BlockLength);
        }

        var kept = BitOperations.TrailingZeroCount(stops);
        sum ^= KeepFirst(bytes, kept & (BlockLength - 1));
        at += kept;
        int xor = Fold(sum);
        var tail = HexDigits[xor >> 4] | HexDigits[xor & 15] << 8 | '\r' << 16 | '\n' << 24;
        if (stops == 0 || Unsafe.Add(ref first, at) != '*' || Unsafe.ReadUnaligned<int>(ref Unsafe.Add(ref first, at + 1)) != LittleEndian(tail))
        {
            return 0;
        }

        commas &= stops ^ (stops - 1);
        _commas[0] = at < BlockLength ? commas : commasBefore;
        _commas[1] = commas;
        Stop = at + 1;
        return at + 1 + TailLength;
    }

    /// <summary>Scans <paramref name="window"/>, which begins with the start character, up to <see cref="MaxLength"/> bytes.</summary>
    public void Run(ReadOnlySpan<byte> window)
    {
        Span<byte> padded = stackalloc byte[BlockLength];
        var sum = Vector512<byte>.Zero;
        for (var (at, block) = (1, 0); at <= MaxLength; at += BlockLength, block++)
        {
            // Zeros after the last bytes of a window stop the scan like any control character.
            var rest = at < window.Length ? window[at..] : [];
            padded.Clear();
            rest[..Math.Min(rest.Length, BlockLength)].CopyTo(padded);
            var bytes = Vector512.Create<byte>(padded);
            var stops = StopsOf(bytes);
            _commas[block] = CommasOf(bytes) & (stops ^ (stops - 1));
            if (stops != 0)
            {
                var kept = BitOperations.TrailingZeroCount(stops);
                Xor = Fold(sum ^ KeepFirst(bytes, kept));
                Stop = at + kept;
                return;
            }

            sum ^= bytes;
        }

        Stop = MaxLength + 1;
    }

    /// <summary>Writes where fields end: at each comma, and at <see cref="Stop"/> for the last and for all that are missing. Field 0 is the address.</summary>
    /// <param name="ends">Receives positions in the scanned window; <see cref="MaxEnds"/> long.</param>
    public readonly void Split(Span<int> ends)
    {
        Vector512.Create(Stop).StoreUnsafe(ref ends[0]);
        Vector256.Create(Stop).StoreUnsafe(ref ends[Vector512<int>.Count]);
        var count = 0;
        for (var (word, start) = (0, 1); start < Stop; word++, start += BlockLength)
        {
            var bits = _commas[word];
            var after = count + BitOperations.PopCount(bits);

            // Eight at a time, whether there are so many or not: what is too much is overwritten, and no branch is guessed wrong.
            for (; count < after; count += 8)
            {
                bits = WriteEight(bits, start, ref ends.Slice(count, 8)[0]);
            }

            count = after;
        }

        Vector256.Create(Stop).StoreUnsafe(ref ends[count]);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong WriteEight(ulong bits, int start, ref int ends)
    {
        WriteTwo(ref bits, start, ref ends);
        WriteTwo(ref bits, start, ref Unsafe.Add(ref ends, 2));
        WriteTwo(ref bits, start, ref Unsafe.Add(ref ends, 4));
        WriteTwo(ref bits, start, ref Unsafe.Add(ref ends, 6));
        return bits;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void WriteTwo(ref ulong bits, int start, ref int ends)
    {
        ends = start + BitOperations.TrailingZeroCount(bits);
        bits &= bits - 1;
        Unsafe.Add(ref ends, 1) = start + BitOperations.TrailingZeroCount(bits);
        bits &= bits - 1;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong CommasOf(Vector512<byte> bytes) => Vector512.Equals(bytes, Vector512.Create((byte)',')).ExtractMostSignificantBits();

    /// <summary>As signed numbers, control characters and bytes above 127 are both below the space.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong StopsOf(Vector512<byte> bytes) =>
        Vector512.LessThan(bytes.AsSByte(), Vector512.Create((sbyte)' ')).ExtractMostSignificantBits()
        | Vector512.Equals(bytes, Vector512.Create((byte)'*')).ExtractMostSignificantBits()
        | Vector512.Equals(bytes, Vector512.Create((byte)'$')).ExtractMostSignificantBits();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<byte> KeepFirst(Vector512<byte> bytes, int count) =>
        bytes & Vector512.LoadUnsafe(ref MemoryMarshal.GetReference(Keep), (nuint)(BlockLength - count));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static byte Fold(Vector512<byte> sum)
    {
        var half = sum.GetLower() ^ sum.GetUpper();
        var quarter = (half.GetLower() ^ half.GetUpper()).AsUInt64();
        var x = quarter.GetElement(0) ^ quarter.GetElement(1);
        x ^= x >> 32;
        x ^= x >> 16;
        return (byte)(x ^ x >> 8);
    }

    private static int LittleEndian(int value) => BitConverter.IsLittleEndian ? value : BinaryPrimitives.ReverseEndianness(value);

    /// <summary>Read from 64 - n, keeps the first n bytes of a block.</summary>
    private static ReadOnlySpan<byte> Keep =>
    [
        0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
        0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
        0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
        0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    ];

    [InlineArray((MaxLength + BlockLength - 1) / BlockLength)]
    private struct CommaBits
    {
        private ulong _first;
    }
}
