namespace Civic.Geo.Beacons;

/// <summary>Dates as day numbers: days since 1970-01-01.</summary>
internal static class NmeaCalendar
{
    private const int FirstYear = 1970;

    /// <summary>The day number of ddmmyy; years 80 to 99 are 19yy, others 20yy.</summary>
    /// <param name="pairs">As <see cref="NmeaDigits.ReadPairs"/> gives them, -1 included.</param>
    /// <param name="day">Days since 1970-01-01.</param>
    /// <returns>Whether that day exists.</returns>
    public static bool TryShortDate(long pairs, out int day)
    {
        var year = (byte)(pairs >> 32);
        day = 0;
        return pairs >= 0 && TryDay(year + (year >= 80 ? 1900 : 2000), (byte)(pairs >> 16), (byte)pairs, out day);
    }

    /// <summary>The day number of a Gregorian date from 1970 on.</summary>
    /// <returns>Whether that day exists.</returns>
    public static bool TryDay(int year, int month, int dayOfMonth, out int day)
    {
        day = 0;
        return year >= FirstYear && DeviceTime.TryDay(year, month, dayOfMonth, out day);
    }
}
