using System.Buffers.Binary;
using System.Text;

namespace Civic.City.Replay;

/// <summary>Writes a binary frame, big endian, into a span that is long enough for it.</summary>
internal ref struct FrameWriter(Span<byte> target)
{
    private readonly Span<byte> _target = target;

    public int Length { get; private set; }

    public readonly Span<byte> Written => _target[..Length];

    public void Byte(int value) => _target[Length++] = (byte)value;

    public void UInt16(int value)
    {
        BinaryPrimitives.WriteUInt16BigEndian(_target[Length..], (ushort)value);
        Length += 2;
    }

    public void UInt32(uint value)
    {
        BinaryPrimitives.WriteUInt32BigEndian(_target[Length..], value);
        Length += 4;
    }

    public void Int64(long value)
    {
        BinaryPrimitives.WriteInt64BigEndian(_target[Length..], value);
        Length += 8;
    }

    public void Zeros(int count)
    {
        _target.Slice(Length, count).Clear();
        Length += count;
    }

    public void Text(string ascii) => Length += Encoding.ASCII.GetBytes(ascii, _target[Length..]);

    /// <summary>Two decimal digits a byte; an odd number of digits gets a zero in front.</summary>
    public void Bcd(string digits)
    {
        var padded = digits.Length % 2 == 0 ? digits : "0" + digits;
        for (var i = 0; i < padded.Length; i += 2)
        {
            Byte(((padded[i] - '0') << 4) | (padded[i + 1] - '0'));
        }
    }
}
