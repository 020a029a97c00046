using NodaTime;

namespace Civic.Geo.Beacons;

/// <summary>What a phone's message has said so far; becomes a <see cref="Fix"/> at the end.</summary>
internal struct PhoneReport
{
    public PhoneReport()
    {
    }

    internal DeviceKey Device;
    internal bool IsDoubted;
    internal long? TimeMilliseconds;
    internal double Latitude = double.NaN;
    internal double Longitude = double.NaN;
    internal double Altitude = double.NaN;
    internal double Speed = double.NaN;
    internal double Course = double.NaN;
    internal double Accuracy = double.NaN;
    internal double Hdop = double.NaN;
    internal double Battery = double.NaN;
    internal FixFlags Flags;

    /// <summary>The value if it can be what it says, else NaN: phones write -1 for what they do not know.</summary>
    internal static double Within(double value, double least, double most) => value >= least && value <= most ? value : double.NaN;

    /// <summary>The fix; coordinates outside the earth are counted and leave an event.</summary>
    internal readonly Fix ToFix(Instant receiveTime, BeaconCounters counters)
    {
        var hasPlace = !double.IsNaN(Latitude) && !double.IsNaN(Longitude);
        var isOnEarth = hasPlace && Math.Abs(Latitude) <= 90 && Math.Abs(Longitude) <= 180;
        if (hasPlace && !isOnEarth)
        {
            counters.Refuse(RefusalReason.PositionOutOfRange);
        }

        return new Fix
        {
            Device = Device,
            ReceiveTime = receiveTime,
            FixTime = TimeMilliseconds is { } time ? Instant.FromUnixTimeMilliseconds(time) : null,
            Validity = !isOnEarth ? FixValidity.None : IsDoubted ? FixValidity.Invalid : FixValidity.Valid,
            Position = isOnEarth ? new GeoPoint(Latitude, Longitude) : default,
            Altitude = Within(Altitude, -100_000, 100_000),
            Speed = Within(Speed, 0, double.MaxValue),
            Course = Within(Course, 0, 360),
            Accuracy = Within(Accuracy, 0, double.MaxValue),
            Hdop = Within(Hdop, 0, double.MaxValue),
            Battery = Within(Battery, 0, 100),
            Flags = Flags,
            Integrity = FixIntegrity.Unchecked,
        };
    }
}
