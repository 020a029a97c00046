using Civic.Geo.Beacons;
using NodaTime;

namespace Civic.City.Live;

/// <summary>What the city makes of a fix that does not say everything.</summary>
internal static class FixReading
{
    /// <summary>Metres assumed when a device says nothing about its accuracy.</summary>
    public const double UnknownAccuracy = 15;

    /// <summary>Metres of accuracy for a dilution of precision of 1: what an ordinary receiver reaches under open sky.</summary>
    private const double MetresPerHdop = 5;

    /// <summary>Stated accuracy, or one guessed from the dilution of precision, or NaN.</summary>
    public static double Accuracy(in Fix fix) => double.IsNaN(fix.Accuracy) ? fix.Hdop * MetresPerHdop : fix.Accuracy;

    /// <summary>Stated fix time; a time of day gets the date that brings it nearest to the reception, and no time at all means now.</summary>
    public static Instant Time(in Fix fix)
    {
        if (fix.FixTime is { } stated)
        {
            return stated;
        }

        if (fix.TimeOfDay is not { } timeOfDay)
        {
            return fix.ReceiveTime;
        }

        var time = (fix.ReceiveTime.InUtc().Date + timeOfDay).InUtc().ToInstant();
        var ahead = time - fix.ReceiveTime;
        var half = Duration.FromHours(12);
        return ahead > half ? time - Duration.FromDays(1) : ahead < -half ? time + Duration.FromDays(1) : time;
    }

    /// <summary>The fix time in a recorded log, whose clock shows the past: when it was received, but after the fix before.</summary>
    public static Instant TimeInLog(in Fix fix, Instant last) => Instant.Max(fix.ReceiveTime, last + Duration.FromMilliseconds(1));
}
