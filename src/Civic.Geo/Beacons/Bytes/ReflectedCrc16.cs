using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Civic.Geo.Beacons;

/// <summary>
/// A reflected 16-bit CRC: short inputs eight bytes a step through tables, long ones folded 16 bytes at a time by
/// carry-less multiplication where the processor has it.
/// </summary>
/// <remarks>
/// Folding (Gopal et al., Intel, 2009): 128 bits that lie n bits before the end may be replaced by their product with
/// x^n modulo the polynomial. What is left of the input after folding, 16 bytes that have the same remainder, goes
/// through the tables, so no Barrett reduction is needed.
/// </remarks>
internal sealed class ReflectedCrc16
{
    private const int FoldFrom = 64;
    private readonly ushort _polynomial;
    private readonly ushort _initial;
    private readonly ushort[] _tables = new ushort[8 * 256];
    private readonly Vector128<ulong> _foldOne;
    private readonly Vector128<ulong> _foldFour;

    /// <summary>Builds the tables.</summary>
    /// <param name="reflectedPolynomial">The polynomial, lowest bit first.</param>
    /// <param name="initial">The register before the first byte.</param>
    internal ReflectedCrc16(ushort reflectedPolynomial, ushort initial)
    {
        _polynomial = reflectedPolynomial;
        _initial = initial;
        for (var value = 0; value < 256; value++)
        {
            var register = (uint)value;
            for (var table = 0; table < 8; table++)
            {
                register = Shift(register, 8);
                _tables[(table * 256) + value] = (ushort)register;
            }
        }

        _foldOne = FoldingConstants(128);
        _foldFour = FoldingConstants(512);
    }

    /// <summary>The register after the last byte.</summary>
    internal ushort Compute(ReadOnlySpan<byte> bytes) =>
        bytes.Length >= FoldFrom && Pclmulqdq.IsSupported ? ComputeFolded(bytes) : ComputeByTable(bytes, _initial);

    /// <summary>The register after the last byte, without carry-less multiplication.</summary>
    internal ushort ComputeByTable(ReadOnlySpan<byte> bytes) => ComputeByTable(bytes, _initial);

    private ushort ComputeByTable(ReadOnlySpan<byte> bytes, uint register)
    {
        ref var table = ref MemoryMarshal.GetArrayDataReference(_tables);
        while (bytes.Length >= 8)
        {
            // The bytes index 8 tables of 256 entries: a byte plus a table's offset is always inside.
            var word = BinaryPrimitives.ReadUInt64LittleEndian(bytes) ^ register;
            register = (uint)(Unsafe.Add(ref table, 0x700 + (int)(byte)word)
                ^ Unsafe.Add(ref table, 0x600 + (int)(byte)(word >> 8))
                ^ Unsafe.Add(ref table, 0x500 + (int)(byte)(word >> 16))
                ^ Unsafe.Add(ref table, 0x400 + (int)(byte)(word >> 24))
                ^ Unsafe.Add(ref table, 0x300 + (int)(byte)(word >> 32))
                ^ Unsafe.Add(ref table, 0x200 + (int)(byte)(word >> 40))
                ^ Unsafe.Add(ref table, 0x100 + (int)(byte)(word >> 48))
                ^ Unsafe.Add(ref table, (int)(word >> 56)));
            bytes = bytes[8..];
        }

        foreach (var b in bytes)
        {
            register = (register >> 8) ^ Unsafe.Add(ref table, (int)(byte)(register ^ b));
        }

        return (ushort)register;
    }

    private ushort ComputeFolded(ReadOnlySpan<byte> bytes)
    {
        var a = Load(bytes) ^ Vector128.CreateScalar((ulong)_initial);
        bytes = bytes[16..];
        if (bytes.Length >= 112)
        {
            // Four independent chains hide the latency of the multiplication.
            var b = Load(bytes);
            var c = Load(bytes[16..]);
            var d = Load(bytes[32..]);
            bytes = bytes[48..];
            do
            {
                a = Fold(a, _foldFour) ^ Load(bytes);
                b = Fold(b, _foldFour) ^ Load(bytes[16..]);
                c = Fold(c, _foldFour) ^ Load(bytes[32..]);
                d = Fold(d, _foldFour) ^ Load(bytes[48..]);
                bytes = bytes[64..];
            }
            while (bytes.Length >= 64);
            a = Fold(Fold(Fold(a, _foldOne) ^ b, _foldOne) ^ c, _foldOne) ^ d;
        }

        while (bytes.Length >= 16)
        {
            a = Fold(a, _foldOne) ^ Load(bytes);
            bytes = bytes[16..];
        }

        Span<byte> remainder = stackalloc byte[16];
        a.AsByte().CopyTo(remainder);
        return ComputeByTable(bytes, ComputeByTable(remainder, register: 0));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<ulong> Load(ReadOnlySpan<byte> bytes) => Vector128.Create(bytes).AsUInt64();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<ulong> Fold(Vector128<ulong> value, Vector128<ulong> constants) =>
        Pclmulqdq.CarrylessMultiply(value, constants, 0x00) ^ Pclmulqdq.CarrylessMultiply(value, constants, 0x11);

    /// <summary>
    /// Multipliers that move 128 bits by <paramref name="distance"/> bits. The lower half of a reflected register holds the
    /// terms that are 64 bits further up, and a reflected product comes out one bit short; hence + 64 and - 1.
    /// </summary>
    private Vector128<ulong> FoldingConstants(int distance) => Vector128.Create(PowerOfX(distance + 64 - 1), PowerOfX(distance - 1));

    /// <summary>x^<paramref name="exponent"/> modulo the polynomial, reflected in 64 bits.</summary>
    private ulong PowerOfX(int exponent) => (ulong)Shift(0x8000, exponent) << 48;

    /// <summary>Multiplies a reflected register by x^<paramref name="bits"/> modulo the polynomial.</summary>
    private uint Shift(uint register, int bits)
    {
        for (; bits > 0; bits--)
        {
            register = (register >> 1) ^ ((register & 1) * _polynomial);
        }

        return register;
    }
}
