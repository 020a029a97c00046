namespace Civic.City.Replay;

/// <summary>The checksums of the binary protocols, bit by bit: short, and independent of the decoders' tables.</summary>
internal static class Checksums
{
    /// <summary>CRC-16/ARC, of Teltonika.</summary>
    public static int Arc(ReadOnlySpan<byte> bytes) => Reflected(bytes, 0xA001, 0);

    /// <summary>CRC-16/X-25, of GT06.</summary>
    public static int X25(ReadOnlySpan<byte> bytes) => Reflected(bytes, 0x8408, 0xFFFF) ^ 0xFFFF;

    /// <summary>Exclusive or of all bytes, of JT/T 808.</summary>
    public static int Xor(ReadOnlySpan<byte> bytes)
    {
        var sum = 0;
        foreach (var b in bytes)
        {
            sum ^= b;
        }

        return sum;
    }

    private static int Reflected(ReadOnlySpan<byte> bytes, int polynomial, int start)
    {
        var crc = start;
        foreach (var b in bytes)
        {
            crc ^= b;
            for (var bit = 0; bit < 8; bit++)
            {
                crc = (crc & 1) != 0 ? (crc >> 1) ^ polynomial : crc >> 1;
            }
        }

        return crc;
    }
}
