namespace Civic.Geo.Beacons;

/// <summary>What the items behind a location say, as far as a fix has room for it.</summary>
/// <param name="Satellites">Satellites used, or -1.</param>
/// <param name="FenceFlags">Which way a fence inside the device was crossed.</param>
internal readonly record struct Jt808Items(short Satellites, FixFlags FenceFlags)
{
    private const byte FenceCrossed = 0x12;
    private const byte SatelliteCount = 0x31;

    /// <summary>Bytes of item 12: kind of area, its id, the way.</summary>
    private const int FenceCrossedLength = 6;

    /// <summary>Reads the list up to its end or its first item that is longer than what is left. Linear in the items.</summary>
    internal static Jt808Items Read(ReadOnlySpan<byte> list)
    {
        short satellites = -1;
        var fence = FixFlags.None;
        while (list.Length >= 2)
        {
            var length = list[1];
            if (length > list.Length - 2)
            {
                break;
            }

            switch (list[0])
            {
                case SatelliteCount when length == 1:
                    satellites = list[2];
                    break;
                case FenceCrossed when length == FenceCrossedLength:
                    fence |= list[7] == 0 ? FixFlags.DeviceFenceEnter : FixFlags.DeviceFenceExit;
                    break;
                default:
                    break;
            }

            list = list[(2 + length)..];
        }

        return new(satellites, fence);
    }
}
