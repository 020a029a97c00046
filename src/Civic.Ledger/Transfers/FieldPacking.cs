using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace Civic.Ledger;

/// <summary>
/// Fields in as few bytes as they need: a control word of two or three bits a field says how many bytes follow, little-endian, in the order of the
/// fields. Every value has one form only, so equal batches have equal bytes.
/// </summary>
internal static class FieldPacking
{
    /// <summary>Room that a record may need: more than the control word and all fields.</summary>
    public const int Longest = 176;

    // Bytes by class, for fields of 128 and 64 bits (three bits of control) and of 32 and 16 bits (two bits).
    private static ReadOnlySpan<byte> WideLengths => [0, 1, 2, 3, 4, 6, 8, 16];

    private static ReadOnlySpan<byte> NarrowLengths => [0, 1, 2, 4];

    // Class by the number of significant bytes, 0 to 16.
    private static ReadOnlySpan<byte> WideClasses => [0, 1, 2, 3, 4, 5, 5, 6, 6, 7, 7, 7, 7, 7, 7, 7, 7];

    private static ReadOnlySpan<byte> NarrowClasses => [0, 1, 2, 3, 3];

    /// <summary>Writes fields behind each other and gathers their control bits.</summary>
    public ref struct Writer(Span<byte> into)
    {
        private readonly Span<byte> _into = into;
        private ulong _control;
        private int _bits;

        public int Position { get; private set; }

        public void Begin(int controlBytes) => (Position, _control, _bits) = (controlBytes, 0, 0);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Wide(UInt128 value)
        {
            if (value != 0)
            {
                var size = WideClasses[(BytesOf((ulong)(value >> 64)) is > 0 and var high) ? 8 + high : BytesOf((ulong)value)];
                BinaryPrimitives.WriteUInt128LittleEndian(_into[Position..], value);
                _control |= (ulong)size << _bits;
                Position += WideLengths[size];
            }

            _bits += 3;
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Narrow(uint value)
        {
            if (value != 0)
            {
                var size = NarrowClasses[BytesOf(value)];
                BinaryPrimitives.WriteUInt32LittleEndian(_into[Position..], value);
                _control |= (ulong)size << _bits;
                Position += NarrowLengths[size];
            }

            _bits += 2;
        }

        public readonly void End(int controlBytes)
        {
            for (var i = 0; i < controlBytes; i++)
            {
                _into[i] = (byte)(_control >> (8 * i));
            }
        }
    }

    /// <summary>Reads what <see cref="Writer"/> wrote. The span may hold anything, and must be <see cref="Longest"/> bytes or more.</summary>
    public ref struct Reader(ReadOnlySpan<byte> from)
    {
        private readonly ReadOnlySpan<byte> _from = from;
        private ulong _control;

        public int Position { get; private set; }

        /// <summary>Whether no field had more bytes than it needs.</summary>
        public bool IsCanonical { get; private set; } = true;

        /// <summary>Control bits that no field asked for.</summary>
        public readonly ulong Rest => _control;

        public void Begin(int controlBytes)
        {
            _control = BinaryPrimitives.ReadUInt64LittleEndian(_from) & (ulong.MaxValue >> (64 - (8 * controlBytes)));
            Position = controlBytes;
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public UInt128 Wide()
        {
            var size = (int)(_control & 7);
            _control >>= 3;
            if (size == 0)
            {
                return 0;
            }

            var length = WideLengths[size];
            var value = BinaryPrimitives.ReadUInt128LittleEndian(_from[Position..]) & (UInt128.MaxValue >> (128 - (8 * length)));
            Position += length;
            var high = BytesOf((ulong)(value >> 64));
            IsCanonical &= WideClasses[high > 0 ? 8 + high : BytesOf((ulong)value)] == size;
            return value;
        }

        /// <summary>A field of 64 bits.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public ulong Wide64()
        {
            var value = Wide();
            IsCanonical &= value <= ulong.MaxValue;
            return (ulong)value;
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

            var length = NarrowLengths[size];
            var value = BinaryPrimitives.ReadUInt32LittleEndian(_from[Position..]) & (uint.MaxValue >> (32 - (8 * length)));
            Position += length;
            IsCanonical &= NarrowClasses[BytesOf(value)] == size;
            return value;
        }

        /// <summary>A field of 16 bits.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public ushort Narrow16()
        {
            var value = Narrow();
            IsCanonical &= value <= ushort.MaxValue;
            return (ushort)value;
        }
    }

    public static uint ZigZag(int value) => (uint)((value << 1) ^ (value >> 31));

    public static int ZagZig(uint value) => (int)(value >> 1) ^ -(int)(value & 1);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int BytesOf(ulong value) => (71 - BitOperations.LeadingZeroCount(value)) >> 3;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int BytesOf(uint value) => (39 - BitOperations.LeadingZeroCount(value)) >> 3;
}
