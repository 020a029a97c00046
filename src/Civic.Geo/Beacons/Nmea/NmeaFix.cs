using NodaTime;

namespace Civic.Geo.Beacons;

/// <summary>Delivers the fix of a sentence or of an epoch.</summary>
internal static class NmeaFix
{
    private const long DayMilliseconds = 24 * 60 * 60 * 1000;

    /// <summary>A GPS receiver whose week counter rolled over is 1024 weeks, almost 20 years, behind; nothing honest is that late.</summary>
    private const long RolloverMilliseconds = 3653 * DayMilliseconds;

    public static void Add(in NmeaReport report, in DeviceKey device, NmeaClock clock, Instant receiveTime, in FrameOutput output)
    {
        var day = report.Day;
        var isDated = report.Has(NmeaKnown.Time) && (report.Has(NmeaKnown.Date) || clock.TryDay(report.TimeOfDay, out day));
        var time = day * DayMilliseconds + report.TimeOfDay;
        var isOld = isDated && receiveTime.ToUnixTimeMilliseconds() - time > RolloverMilliseconds;
        var fix = new Fix
        {
            Device = device,
            ReceiveTime = receiveTime,
            UnixTimeMilliseconds = time,
            Validity = report.IsVoid ? FixValidity.Invalid : FixValidity.Valid,
            Position = new(report.Latitude, report.Longitude),
            Altitude = report.Has(NmeaKnown.Altitude) ? report.Altitude : double.NaN,
            Speed = report.Has(NmeaKnown.Speed) ? report.Speed : double.NaN,
            Course = report.Has(NmeaKnown.Course) ? report.Course : double.NaN,
            Hdop = report.Has(NmeaKnown.Hdop) ? report.Hdop : double.NaN,
            Satellites = report.Has(NmeaKnown.Satellites) ? report.Satellites : (short)-1,
            Flags = report.Flags | (isOld ? FixFlags.WeekRollover : FixFlags.None),
            Integrity = report.Integrity,
        };
        if (isDated)
        {
            output.Add(fix);
        }
        else if (report.Has(NmeaKnown.Time))
        {
            output.Add(fix with { MillisecondOfDay = (int)(report.TimeOfDay % DayMilliseconds) });
        }
        else
        {
            output.Add(fix with { FixTime = null });
        }
    }
}
