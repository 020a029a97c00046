namespace Civic.Geo.Beacons;

/// <summary>The 16-bit checksums of tracker protocols. Linear in the bytes; allocates nothing.</summary>
internal static class Crc16
{
    private static readonly ReflectedCrc16 ArcCode = new(reflectedPolynomial: 0xA001, initial: 0);
    private static readonly ReflectedCrc16 X25Code = new(reflectedPolynomial: 0x8408, initial: 0xFFFF);

    /// <summary>CRC-16/ARC, as Teltonika uses it: polynomial 8005 reflected, initial and final value 0.</summary>
    internal static ushort Arc(ReadOnlySpan<byte> bytes) => ArcCode.Compute(bytes);

    /// <summary>CRC-16/X-25, as GT06 uses it: polynomial 1021 reflected, initial and final value FFFF.</summary>
    internal static ushort X25(ReadOnlySpan<byte> bytes) => (ushort)~X25Code.Compute(bytes);
}
