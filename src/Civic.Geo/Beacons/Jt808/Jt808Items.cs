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
        var position = 0;
        while (position + 2 <= list.Length)
        {
            var value = position + 2;
            position = value + list[value - 1];
            if (position > list.Length)
            {
                break;
            }

            switch (list[value - 2])
            {
                case SatelliteCount when position - value == 1:
                    satellites = list[value];
                    break;
                case FenceCrossed when position - value == FenceCrossedLength:
                    fence |= list[position - 1] == 0 ? FixFlags.DeviceFenceEnter : FixFlags.DeviceFenceExit;
                    break;
                default:
                    break;
            }
        }

        return new(satellites, fence);
    }
}
