namespace Civic.Geo.Beacons;

/// <summary>The status bits and battery levels of H02.</summary>
internal static class H02Status
{
    /// <summary>Turns status bits into flags. Alarms are inverted: a 0 raises them. Ignition is not: bit 10 set is on.</summary>
    internal static FixFlags FlagsOf(uint status)
    {
        var flags = (status & (1u << 10)) != 0 ? FixFlags.IgnitionOn : FixFlags.IgnitionOff;
        var raised = ~status;
        flags |= (raised & (1u << 0)) != 0 ? FixFlags.Vibration : FixFlags.None;
        flags |= (raised & ((1u << 1) | (1u << 18))) != 0 ? FixFlags.Sos : FixFlags.None;
        flags |= (raised & (1u << 2)) != 0 ? FixFlags.Overspeed : FixFlags.None;
        flags |= (raised & (1u << 19)) != 0 ? FixFlags.PowerCut : FixFlags.None;
        return flags;
    }

    /// <summary>Turns a battery byte into percent: 1 to 6 are steps (0, 10, 20, 60, 80, 100), larger ones percent; others say nothing.</summary>
    internal static double BatteryOf(byte battery) => battery switch
    {
        0 or > 100 => double.NaN,
        <= 3 => (battery - 1) * 10,
        <= 6 => (battery - 1) * 20,
        _ => battery,
    };
}
