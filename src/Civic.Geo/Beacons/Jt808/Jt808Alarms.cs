namespace Civic.Geo.Beacons;

/// <summary>The alarm and status bits of a JT/T 808 location as flags.</summary>
internal static class Jt808Alarms
{
    private const uint Sos = 1u << 0;
    private const uint Overspeed = 1u << 1;
    private const uint LowPower = 1u << 7;
    private const uint PowerCut = 1u << 8;
    private const uint AreaCrossed = 1u << 20;
    private const uint RouteCrossed = 1u << 21;
    private const uint Tow = 1u << 28;
    private const uint Collision = 1u << 29;
    private const uint Crossed = AreaCrossed | RouteCrossed;
    private const uint Named = Sos | Overspeed | LowPower | PowerCut | Tow | Collision;

    /// <summary>Combines the bits; constant time.</summary>
    /// <param name="alarms">The alarm word.</param>
    /// <param name="status">The status word; bit 0 is the ignition.</param>
    /// <param name="fence">What an item said about a fence; without it a crossing has no direction and is some other alarm.</param>
    internal static FixFlags ToFlags(uint alarms, uint status, FixFlags fence)
    {
        var flags = fence | ((status & 1) != 0 ? FixFlags.IgnitionOn : FixFlags.IgnitionOff);
        if (alarms == 0)
        {
            return flags;
        }

        flags |= (alarms & Sos) != 0 ? FixFlags.Sos : 0;
        flags |= (alarms & Overspeed) != 0 ? FixFlags.Overspeed : 0;
        flags |= (alarms & LowPower) != 0 ? FixFlags.LowBattery : 0;
        flags |= (alarms & PowerCut) != 0 ? FixFlags.PowerCut : 0;
        flags |= (alarms & Tow) != 0 ? FixFlags.Tow : 0;
        flags |= (alarms & Collision) != 0 ? FixFlags.Crash : 0;
        var others = alarms & ~(fence == 0 ? Named : Named | Crossed);
        return others != 0 ? flags | FixFlags.OtherAlarm : flags;
    }
}
