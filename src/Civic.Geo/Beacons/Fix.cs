using NodaTime;

namespace Civic.Geo.Beacons;

/// <summary>One decoded report of a device: where it was, when, and what else it said.</summary>
/// <remarks>
/// Personal data: <see cref="ToString"/> shows neither place nor device. Numbers that the report did not carry are
/// <see cref="double.NaN"/>, never 0. About 150 bytes; pass it by <c>in</c>.
/// </remarks>
public readonly record struct Fix
{
    private readonly long _timeMilliseconds;

    /// <summary>Makes an event without device, place, time or measurements; set what the report carried.</summary>
    public Fix()
    {
    }

    /// <summary>Who sent it; <see cref="DeviceKey.None"/> when neither the report nor its connection said so.</summary>
    public DeviceKey Device { get; init; }

    /// <summary>When the host received the bytes.</summary>
    public Instant ReceiveTime { get; init; }

    /// <summary>How much of <see cref="FixTime"/> or <see cref="TimeOfDay"/> the report stated.</summary>
    public TimeQuality TimeQuality { get; private init; }

    /// <summary>When the position was measured, to the millisecond; <see langword="null"/> unless <see cref="TimeQuality"/> is full.</summary>
    public Instant? FixTime
    {
        get => TimeQuality == TimeQuality.Full ? Instant.FromUnixTimeMilliseconds(_timeMilliseconds) : null;
        init
        {
            TimeQuality = value.HasValue ? TimeQuality.Full : TimeQuality.None;
            _timeMilliseconds = value?.ToUnixTimeMilliseconds() ?? 0;
        }
    }

    /// <summary>Time of day in UTC; <see langword="null"/> unless <see cref="TimeQuality"/> is time of day only.</summary>
    public LocalTime? TimeOfDay
    {
        get => TimeQuality == TimeQuality.TimeOfDayOnly ? LocalTime.FromMillisecondsSinceMidnight((int)_timeMilliseconds) : null;
        init
        {
            TimeQuality = value.HasValue ? TimeQuality.TimeOfDayOnly : TimeQuality.None;
            _timeMilliseconds = (value?.TickOfDay ?? 0) / NodaConstants.TicksPerMillisecond;
        }
    }

    /// <summary>Milliseconds since 1970-01-01 UTC, for decoders that have no time for anything else; sets <see cref="FixTime"/>.</summary>
    internal long UnixTimeMilliseconds
    {
        get => _timeMilliseconds;
        init
        {
            TimeQuality = TimeQuality.Full;
            _timeMilliseconds = value;
        }
    }

    /// <summary>Milliseconds since midnight UTC; sets <see cref="TimeOfDay"/>.</summary>
    internal int MillisecondOfDay
    {
        init
        {
            TimeQuality = TimeQuality.TimeOfDayOnly;
            _timeMilliseconds = value;
        }
    }

    /// <summary>What the report says about the place.</summary>
    public FixValidity Validity { get; init; }

    /// <summary>The place; meaningful unless <see cref="Validity"/> is <see cref="FixValidity.None"/>.</summary>
    public GeoPoint Position { get; init; }

    /// <summary>Metres above mean sea level, or NaN.</summary>
    public double Altitude { get; init; } = double.NaN;

    /// <summary>Metres a second over ground, or NaN.</summary>
    public double Speed { get; init; } = double.NaN;

    /// <summary>Degrees clockwise from true north, 0 to 360, or NaN.</summary>
    public double Course { get; init; } = double.NaN;

    /// <summary>Radius in metres around <see cref="Position"/> in which the device says it is (most say: with 68 %), or NaN.</summary>
    public double Accuracy { get; init; } = double.NaN;

    /// <summary>Horizontal dilution of precision, without unit, or NaN.</summary>
    public double Hdop { get; init; } = double.NaN;

    /// <summary>Charge of the device's battery, 0 to 100 percent, or NaN.</summary>
    public double Battery { get; init; } = double.NaN;

    /// <summary>Satellites used, or -1.</summary>
    public short Satellites { get; init; } = -1;

    /// <summary>The protocol's own event or alarm number (Teltonika event id, GT06 alarm byte, JT/T 808 alarm bits), or 0.</summary>
    public uint EventCode { get; init; }

    /// <summary>Alarms and states.</summary>
    public FixFlags Flags { get; init; }

    /// <summary>Whether the bytes were proved unbroken.</summary>
    public FixIntegrity Integrity { get; init; }

    /// <summary>Whether there is a place at all, vouched for or not.</summary>
    public bool HasPosition => Validity != FixValidity.None;

    /// <summary>Says what kind of report this is without saying who or where.</summary>
    public override string ToString() => $"{Validity} fix, time {TimeQuality}, {Integrity}, flags {Flags}";
}
