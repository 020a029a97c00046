namespace Civic.Geo.Beacons;

/// <summary>
/// Dates times of day by the latest date that the connection has stated (RMC, ZDA). A time of day more than half a day
/// before or after the moment of that date belongs to the next or the previous day.
/// </summary>
internal sealed class NmeaClock
{
    private const int Day = 24 * 60 * 60 * 1000;

    private int _day;
    private int _timeOfDay;
    private bool _isSet;

    /// <summary>Takes note of the date, if the sentence states one.</summary>
    public void Take(in NmeaReport report)
    {
        if (report.Has(NmeaKnown.Date) && report.Has(NmeaKnown.Time))
        {
            (_day, _timeOfDay, _isSet) = (report.Day, report.TimeOfDay, true);
        }
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
