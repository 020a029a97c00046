namespace Civic.Geo.Beacons;

/// <summary>What a report says besides where and when. A flag that is not set may also mean that the device cannot tell.</summary>
[Flags]
public enum FixFlags : uint
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Someone asks for help: SOS key, panic priority.</summary>
    Sos = 1 << 0,

    /// <summary>The device's own battery is low.</summary>
    LowBattery = 1 << 1,

    /// <summary>External power was cut.</summary>
    PowerCut = 1 << 2,

    /// <summary>Ignition, or accessory power, is on.</summary>
    IgnitionOn = 1 << 3,

    /// <summary>Ignition, or accessory power, is reported off.</summary>
    IgnitionOff = 1 << 4,

    /// <summary>The device says it moves.</summary>
    Moving = 1 << 5,

    /// <summary>The device is charging.</summary>
    Charging = 1 << 6,

    /// <summary>The speed limit set in the device is exceeded.</summary>
    Overspeed = 1 << 7,

    /// <summary>Shaken, or tampered with.</summary>
    Vibration = 1 << 8,

    /// <summary>A crash was felt.</summary>
    Crash = 1 << 9,

    /// <summary>Moved while it should stand.</summary>
    Tow = 1 << 10,

    /// <summary>Unplugged, strap cut, case opened.</summary>
    Tamper = 1 << 11,

    /// <summary>A fence inside the device was entered.</summary>
    DeviceFenceEnter = 1 << 12,

    /// <summary>A fence inside the device was left.</summary>
    DeviceFenceExit = 1 << 13,

    /// <summary>Sent late from the device's memory.</summary>
    Stored = 1 << 14,

    /// <summary>Differential, RTK or SBAS corrected.</summary>
    Differential = 1 << 15,

    /// <summary>Dead reckoning, manual input or a simulator: not a measurement.</summary>
    Estimated = 1 << 16,

    /// <summary>The date lies so far behind the receive time that a GPS week roll-over is likely; it was left as sent.</summary>
    WeekRollover = 1 << 17,

    /// <summary>Some alarm of the device that has no flag of its own; see <see cref="Fix.EventCode"/>.</summary>
    OtherAlarm = 1 << 18,
}
