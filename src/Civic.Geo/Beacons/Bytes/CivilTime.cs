namespace Civic.Geo.Beacons;

/// <summary>Turns the calendar fields of a frame into milliseconds since 1970, refusing dates and times that do not exist.</summary>
internal static class CivilTime
{
    private const long MillisecondsPerDay = 86_400_000;

    /// <summary>Checks and converts. Constant time, no allocation.</summary>
    /// <param name="year">1 to 9999.</param>
    /// <param name="month">1 to 12.</param>
    /// <param name="day">1 to the length of the month.</param>
    /// <param name="hour">0 to 23.</param>
    /// <param name="minute">0 to 59.</param>
    /// <param name="second">0 to 59.</param>
    /// <param name="unixMilliseconds">Milliseconds since 1970-01-01 of the same calendar, or 0.</param>
    /// <returns>Whether such a moment exists.</returns>
    internal static bool TryConvert(int year, int month, int day, int hour, int minute, int second, out long unixMilliseconds)
    {
        unixMilliseconds = 0;
        if ((uint)(year - 1) > 9998 || (uint)(month - 1) > 11 || (uint)hour > 23 || (uint)minute > 59 || (uint)second > 59)
        {
            return false;
        }

        if (day < 1 || (day > 28 && day > DateTime.DaysInMonth(year, month)))
        {
            return false;
        }

        unixMilliseconds = (DaysSince1970(year, month, day) * MillisecondsPerDay) + (((((hour * 60) + minute) * 60) + second) * 1000L);
        return true;
    }

    /// <summary>Counts days in years that begin in March, so that the leap day comes last (Hinnant, days_from_civil).</summary>
    private static long DaysSince1970(int year, int month, int day)
    {
        var marchYear = month <= 2 ? year - 1 : year;
        var era = marchYear / 400;
        var yearOfEra = marchYear - (era * 400);
        var dayOfYear = (((153 * (month > 2 ? month - 3 : month + 9)) + 2) / 5) + day - 1;
        var dayOfEra = (yearOfEra * 365) + (yearOfEra / 4) - (yearOfEra / 100) + dayOfYear;
        return (era * 146_097L) + dayOfEra - 719_468;
    }
}
