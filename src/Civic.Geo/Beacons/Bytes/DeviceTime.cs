using System.Buffers.Binary;

namespace Civic.Geo.Beacons;

/// <summary>Reads a device's calendar time, refusing dates and times that do not exist. Two-digit years are 2000 to 2099.</summary>
internal static class DeviceTime
{
    private const int MillisecondsPerDay = 86_400_000;

    /// <summary>Reads year, month, day, hour, minute, second as six BCD bytes.</summary>
    /// <param name="six">At least six bytes.</param>
    /// <param name="offsetMilliseconds">How far the device's clock is ahead of UTC.</param>
    /// <param name="unixMilliseconds">Milliseconds since 1970 UTC.</param>
    internal static bool TryReadBcd(ReadOnlySpan<byte> six, int offsetMilliseconds, out long unixMilliseconds)
    {
        var packed = ((ulong)BinaryPrimitives.ReadUInt32BigEndian(six) << 16) | BinaryPrimitives.ReadUInt16BigEndian(six[4..]);
        unixMilliseconds = 0;
        return Bcd.IsDecimal(packed) && TryReadParts(Bcd.ToBytes(packed), offsetMilliseconds, out unixMilliseconds);
    }

    /// <summary>Reads year, month, day, hour, minute, second as six binary bytes.</summary>
    /// <param name="six">At least six bytes.</param>
    /// <param name="offsetMilliseconds">How far the device's clock is ahead of UTC.</param>
    /// <param name="unixMilliseconds">Milliseconds since 1970 UTC.</param>
    internal static bool TryReadBinary(ReadOnlySpan<byte> six, int offsetMilliseconds, out long unixMilliseconds) =>
        TryReadParts(((ulong)BinaryPrimitives.ReadUInt32BigEndian(six) << 16) | BinaryPrimitives.ReadUInt16BigEndian(six[4..]), offsetMilliseconds, out unixMilliseconds);

    /// <summary>Combines a calendar date and time of day in UTC.</summary>
    /// <param name="year">1 to 9999.</param>
    /// <param name="month">1 to 12.</param>
    /// <param name="day">1 to the length of the month.</param>
    /// <param name="millisecondOfDay">0 to 86,399,999.</param>
    /// <param name="unixMilliseconds">Milliseconds since 1970 UTC.</param>
    internal static bool TryCombine(int year, int month, int day, int millisecondOfDay, out long unixMilliseconds)
    {
        unixMilliseconds = 0;
        if ((uint)millisecondOfDay >= MillisecondsPerDay || !TryDay(year, month, day, out var days))
        {
            return false;
        }

        unixMilliseconds = ((long)days * MillisecondsPerDay) + millisecondOfDay;
        return true;
    }

    /// <summary>Days from 1970-01-01 to a Gregorian date, negative before; refuses dates that do not exist.</summary>
    internal static bool TryDay(int year, int month, int day, out int days)
    {
        days = 0;
        if ((uint)(year - 1) > 9998 || (uint)(month - 1) > 11 || (uint)(day - 1) > 30 || (day > 28 && day > DateTime.DaysInMonth(year, month)))
        {
            return false;
        }

        // The year begins in March here, so that the leap day comes last and the month lengths are a straight line.
        var y = month > 2 ? year : year - 1;
        days = (365 * y) + (y / 4) - (y / 100) + (y / 400) + (((153 * (month > 2 ? month - 3 : month + 9)) + 2) / 5) + day - 719_469;
        return true;
    }

    /// <summary>Combines calendar fields in UTC, each of which may be out of its range.</summary>
    internal static bool TryCombine(int year, int month, int day, int hour, int minute, int second, out long unixMilliseconds)
    {
        unixMilliseconds = 0;
        return (uint)hour <= 23 && (uint)minute <= 59 && (uint)second <= 59
            && TryCombine(year, month, day, 1000 * ((60 * ((60 * hour) + minute)) + second), out unixMilliseconds);
    }

    private static bool TryReadParts(ulong parts, int offsetMilliseconds, out long unixMilliseconds)
    {
        var year = (int)(parts >> 40);
        var hour = (int)(parts >> 16) & 0xFF;
        var minute = (int)(parts >> 8) & 0xFF;
        var second = (int)parts & 0xFF;
        unixMilliseconds = 0;
        if (year > 99 || hour > 23 || minute > 59 || second > 59
            || !TryCombine(2000 + year, (int)(parts >> 32) & 0xFF, (int)(parts >> 24) & 0xFF, 1000 * ((60 * ((60 * hour) + minute)) + second), out unixMilliseconds))
        {
            return false;
        }

        unixMilliseconds -= offsetMilliseconds;
        return true;
    }
}
