using System.Runtime.CompilerServices;
using NodaTime;

namespace Civic.Geo.Beacons;

/// <summary>Delivers the fix of a sentence or of an epoch.</summary>
internal static class NmeaFix
{
    private const int DayMilliseconds = 24 * 60 * 60 * 1000;

    public static void Add(in NmeaReport report, in DeviceKey device, NmeaClock clock, in Instant receiveTime, in FrameOutput output)
    {
        var day = report.Day;
        if (!report.Has(NmeaKnown.Time) || !(report.Has(NmeaKnown.Date) || clock.TryDay(report.TimeOfDay, out day)))
        {
            AddUndated(report, device, receiveTime, output);
            return;
        }

        // Made where it is handed over: each copy of a fix costs as much as reading a field.
        output.Add(new Fix
        {
            Device = device,
            ReceiveTime = receiveTime,
            UnixTimeMilliseconds = (long)day * DayMilliseconds + report.TimeOfDay,
            Validity = ValidityOf(report),
            Position = new(report.Latitude, report.Longitude),
            Altitude = report.Has(NmeaKnown.Altitude) ? report.Altitude : double.NaN,
            Speed = report.Has(NmeaKnown.Speed) ? report.Speed : double.NaN,
            Course = report.Has(NmeaKnown.Course) ? report.Course : double.NaN,
            Hdop = report.Has(NmeaKnown.Hdop) ? report.Hdop : double.NaN,
            Satellites = report.Has(NmeaKnown.Satellites) ? report.Satellites : (short)-1,
            Flags = clock.IsLikelyRollover(day, receiveTime) ? report.Flags | FixFlags.WeekRollover : report.Flags,
            Integrity = report.Integrity,
        });
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void AddUndated(in NmeaReport report, in DeviceKey device, in Instant receiveTime, in FrameOutput output)
    {
        var fix = new Fix
        {
            Device = device,
            ReceiveTime = receiveTime,
            Validity = ValidityOf(report),
            Position = new(report.Latitude, report.Longitude),
            Altitude = report.Has(NmeaKnown.Altitude) ? report.Altitude : double.NaN,
            Speed = report.Has(NmeaKnown.Speed) ? report.Speed : double.NaN,
            Course = report.Has(NmeaKnown.Course) ? report.Course : double.NaN,
            Hdop = report.Has(NmeaKnown.Hdop) ? report.Hdop : double.NaN,
            Satellites = report.Has(NmeaKnown.Satellites) ? report.Satellites : (short)-1,
            Flags = report.Flags,
            Integrity = report.Integrity,
        };
        output.Add(report.Has(NmeaKnown.Time) ? fix with { MillisecondOfDay = report.TimeOfDay % DayMilliseconds } : fix);
    }

    private static FixValidity ValidityOf(in NmeaReport report) => report.IsVoid ? FixValidity.Invalid : FixValidity.Valid;
}
