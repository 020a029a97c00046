using System.Text;
using Civic.Geo.Beacons;
using Civic.Testing;

namespace Civic.Geo.Tests.Beacons;

public sealed class Crc16Tests
{
    /// <summary>The check values of the CRC catalogue for the text 123456789.</summary>
    [Fact]
    public void The_catalogue_check_values_are_met()
    {
        var check = Encoding.ASCII.GetBytes("123456789");

        Assert.Equal(0xBB3D, Crc16.Arc(check));
        Assert.Equal(0x906E, Crc16.X25(check));
    }

    [Fact]
    public void Nothing_gives_the_initial_value()
    {
        Assert.Equal(0, Crc16.Arc([]));
        Assert.Equal(0, Crc16.X25([]));
    }

    [Fact]
    public void Every_length_agrees_with_one_bit_at_a_time()
    {
        var bytes = new byte[700];
        new Random(20261121).NextBytes(bytes);
        for (var length = 0; length <= bytes.Length; length++)
        {
            var part = bytes.AsSpan(bytes.Length - length);
            Assert.Equal(Naive(part, 0xA001, 0), Crc16.Arc(part));
            Assert.Equal((ushort)~Naive(part, 0x8408, 0xFFFF), Crc16.X25(part));
        }
    }

    [Property(MaxTest = 200)]
    public void Any_bytes_agree_with_one_bit_at_a_time(byte[] bytes, byte repeat)
    {
        var repeated = Enumerable.Repeat(bytes, 1 + repeat).SelectMany(b => b).ToArray();

        Assert.Equal(Naive(repeated, 0xA001, 0), Crc16.Arc(repeated));
        Assert.Equal(Naive(repeated, 0xA001, 0), new ReflectedCrc16(0xA001, 0).ComputeByTable(repeated));
        Assert.Equal((ushort)~Naive(repeated, 0x8408, 0xFFFF), Crc16.X25(repeated));
    }

    private static ushort Naive(ReadOnlySpan<byte> bytes, ushort polynomial, ushort register)
    {
        foreach (var b in bytes)
        {
            register ^= b;
            for (var bit = 0; bit < 8; bit++)
            {
                register = (ushort)((register >> 1) ^ ((register & 1) * polynomial));
            }
        }

        return register;
    }
}
