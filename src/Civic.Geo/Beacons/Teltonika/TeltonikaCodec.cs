namespace Civic.Geo.Beacons;

/// <summary>The codec byte of a Teltonika packet.</summary>
internal static class TeltonikaCodec
{
    internal const byte Gh3000 = 0x07;
    internal const byte Avl8 = 0x08;
    internal const byte Command12 = 0x0C;
    internal const byte Command13 = 0x0D;
    internal const byte Command14 = 0x0E;
    internal const byte Avl16 = 0x10;
    internal const byte Avl8Extended = 0x8E;

    internal static bool IsAvl(byte codec) => codec is Gh3000 or Avl8 or Avl8Extended or Avl16;

    internal static bool IsCommand(byte codec) => codec is Command12 or Command13 or Command14;
}
