using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Civic.Ledger;

/// <summary>
/// Fields in as few bytes as they need: a control word of two or three bits a field says how many bytes follow, little-endian, in the order of the
/// fields. Every value has one form only, so equal batches have equal bytes.
/// </summary>
internal static class FieldPacking
{
    /// <summary>Room that a record may need: more than the control word and all fields.</summary>
    public const int Longest = 176;

    private const int Whole = 7;

    // Bytes by class, for fields of 128 and 64 bits (three bits of control) and of 32 and 16 bits (two bits).
    private static ReadOnlySpan<byte> WideLengths => [0, 1, 2, 3, 4, 6, 8, 16];

    private static ReadOnlySpan<byte> NarrowLengths => [0, 1, 2, 4];

    // Class by the number of significant bytes, 0 to 16.
    private static ReadOnlySpan<byte> WideClasses => [0, 1, 2, 3, 4, 5, 5, 6, 6, 7, 7, 7, 7, 7, 7, 7, Whole];

    private static ReadOnlySpan<byte> NarrowClasses => [0, 1, 2, 3, 3];

    /// <summary>Writes fields behind each other and gathers their control bits. The span must be <see cref="Longest"/> bytes or more.</summary>
    public ref struct Writer
    {
        private readonly ref byte _into;
        private ulong _control;
        private int _bits;
        private int _position;

        public Writer(Span<byte> into)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(into.Length, Longest);
            _into = ref MemoryMarshal.GetReference(into);
        }

        public readonly int Position => _position;

        public void Begin(int controlBytes) => (_position, _control, _bits) = (controlBytes, 0, 0);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Wide(UInt128 value)
        {
            var (low, high) = ((ulong)value, (ulong)(value >> 64));
            if ((low | high) != 0)
            {
                var size = (int)WideClasses[high != 0 ? 16 : BytesOf(low)];
                Put(_position, low);
                Put(_position + 8, high);
                _control |= (ulong)size << _bits;
                _position += WideLengths[size];
            }

            _bits += 3;
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Wide64(ulong value)
        {
            if (value != 0)
            {
                var size = (int)WideClasses[BytesOf(value)];
                Put(_position, value);
                _control |= (ulong)size << _bits;
                _position += WideLengths[size];
            }

            _bits += 3;
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Narrow(uint value)
        {
            if (value != 0)
            {
                var size = (int)NarrowClasses[BytesOf(value)];
                Put(_position, value);
                _control |= (ulong)size << _bits;
                _position += NarrowLengths[size];
            }

            _bits += 2;
        }

        public readonly void End(int controlBytes)
        {
            for (var i = 0; i < controlBytes; i++)
            {
                Unsafe.Add(ref _into, i) = (byte)(_control >> (8 * i));
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private readonly void Put(int position, ulong value) =>
            Unsafe.WriteUnaligned(ref Unsafe.Add(ref _into, position), BitConverter.IsLittleEndian ? value : BinaryPrimitives.ReverseEndianness(value));
    }

    /// <summary>Reads what <see cref="Writer"/> wrote. The span may hold anything, and must be <see cref="Longest"/> bytes or more.</summary>
    public ref struct Reader
    {
        private readonly ref byte _from;
        private ulong _control;
        private int _position;
        private bool _isWrong;

        public Reader(ReadOnlySpan<byte> from)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(from.Length, Longest);
            _from = ref MemoryMarshal.GetReference(from);
        }

        public readonly int Position => _position;

        /// <summary>Whether no field had more bytes than it needs.</summary>
        public readonly bool IsCanonical => !_isWrong;

        /// <summary>Control bits that no field asked for.</summary>
        public readonly ulong Rest => _control;

        public void Begin(int controlBytes)
        {
            _control = Get(0) & (ulong.MaxValue >> (64 - (8 * controlBytes)));
            _position = controlBytes;
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public UInt128 Wide()
        {
            var size = (int)(_control & 7);
            if (size < Whole)
            {
                return Wide64();
            }

            _control >>= 3;
            var (low, high) = (Get(_position), Get(_position + 8));
            _position += 16;
            _isWrong |= high == 0;
            return new(high, low);
        }

        /// <summary>A field of 64 bits.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public ulong Wide64()
        {
            var size = (int)(_control & 7);
            _control >>= 3;
            if (size == 0)
            {
                return 0;
            }

            var length = (int)WideLengths[size];
            var value = Get(_position) & (ulong.MaxValue >> (64 - (8 * length)));
            _position += length;
            _isWrong |= WideClasses[BytesOf(value)] != size;
            return value;
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public uint Narrow()
        {
            var size = (int)(_control & 3);
            _control >>= 2;
            if (size == 0)
            {
                return 0;
            }

            var length = (int)NarrowLengths[size];
            var value = (uint)Get(_position) & (uint.MaxValue >> (32 - (8 * length)));
            _position += length;
            _isWrong |= NarrowClasses[BytesOf(value)] != size;
            return value;
        }

        /// <summary>A field of 16 bits.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public ushort Narrow16()
        {
            var value = Narrow();
            _isWrong |= value > ushort.MaxValue;
            return (ushort)value;
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private readonly ulong Get(int position)
        {
            var value = Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref _from, position));
            return BitConverter.IsLittleEndian ? value : BinaryPrimitives.ReverseEndianness(value);
        }
    }

    public static uint ZigZag(int value) => (uint)((value << 1) ^ (value >> 31));

    public static int ZagZig(uint value) => (int)(value >> 1) ^ -(int)(value & 1);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int BytesOf(ulong value) => (71 - BitOperations.LeadingZeroCount(value)) >> 3;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int BytesOf(uint value) => (39 - BitOperations.LeadingZeroCount(value)) >> 3;
}
