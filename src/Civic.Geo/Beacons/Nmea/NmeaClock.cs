using NodaTime;

namespace Civic.Geo.Beacons;

/// <summary>
/// Dates times of day by the latest date that the connection has stated (RMC, ZDA). A time of day more than half a day
/// before or after the moment of that date belongs to the next or the previous day.
/// </summary>
internal sealed class NmeaClock
{
    private const int TenYears = 3653;
    private const int Day = 24 * 60 * 60 * 1000;

    private int _day;
    private int _timeOfDay;
    private bool _isSet;
    private Instant _receiveTime = Instant.MinValue;
    private int _firstDayInUse;

    /// <summary>Takes note of the date, if the sentence states one.</summary>
    public void Take(in NmeaReport report)
    {
        if (report.Has(NmeaKnown.Date) && report.Has(NmeaKnown.Time))
        {
            (_day, _timeOfDay, _isSet) = (report.Day, report.TimeOfDay, true);
        }
    }

    /// <summary>Whether a date is so far behind the receive time that a GPS week roll-over is likely: 1024 weeks are almost 20 years.</summary>
    /// <param name="day">Days since 1970-01-01.</param>
    /// <param name="receiveTime">When the host received it.</param>
    public bool IsLikelyRollover(int day, in Instant receiveTime)
    {
        if (receiveTime != _receiveTime)
        {
            _receiveTime = receiveTime;
            _firstDayInUse = (int)(receiveTime.ToUnixTimeSeconds() / NodaConstants.SecondsPerDay) - TenYears;
        }

        return day < _firstDayInUse;
    }

    /// <summary>Forgets the date: another device speaks.</summary>
    public void Reset() => _isSet = false;

    /// <summary>Finds the day of a time of day.</summary>
    /// <returns>Whether a date was stated at all.</returns>
    public bool TryDay(int timeOfDay, out int day)
    {
        var since = timeOfDay - _timeOfDay;
        day = _day + (since < -Day / 2 ? 1 : since > Day / 2 ? -1 : 0);
        return _isSet;
    }
}
