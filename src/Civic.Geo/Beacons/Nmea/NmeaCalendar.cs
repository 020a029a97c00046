namespace Civic.Geo.Beacons;

/// <summary>Dates as day numbers: days since 1970-01-01.</summary>
internal static class NmeaCalendar
{
    private const int FirstYear = 1970;
    private const int LastYear = 9999;

    private static ReadOnlySpan<byte> DaysInMonth => [0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

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
        if (year is < FirstYear or > LastYear || month is < 1 or > 12 || dayOfMonth < 1 || dayOfMonth > LengthOf(year, month))
        {
            return false;
        }

        // Counting years from March puts the leap day last, and makes the month lengths a straight line.
        var (y, m) = month > 2 ? (year, month - 3) : (year - 1, month + 9);
        day = 365 * y + y / 4 - y / 100 + y / 400 + (153 * m + 2) / 5 + dayOfMonth - 1 - 719_468;
        return true;
    }

    private static int LengthOf(int year, int month) =>
        month == 2 && year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : DaysInMonth[month];
}
