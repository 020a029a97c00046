using System.Buffers.Text;

namespace Civic.Geo.Beacons;

/// <summary>Reads the ways in which phones write a moment.</summary>
internal static class PhoneTime
{
    /// <summary>From this number on, a count of time means milliseconds: as seconds it would be in 2038 or later, as milliseconds in January 1970.</summary>
    private const double FirstMilliseconds = 1L << 31;

    private const long LastMoment = 253_402_300_799_999;
    private const int DateLength = 10;
    private const int MillisecondsPerMinute = 60_000;

    /// <summary>
    /// Reads seconds or milliseconds since 1970, ISO 8601, or <c>yyyy-MM-dd HH:mm:ss</c>; without a zone it is UTC.
    /// </summary>
    internal static bool TryRead(ReadOnlySpan<byte> text, out long unixMilliseconds) =>
        text.Length > DateLength && text[4] == '-' ? TryReadCalendar(text, out unixMilliseconds) : TryReadCount(text, out unixMilliseconds);

    /// <summary>Turns a count of seconds or milliseconds since 1970 into milliseconds.</summary>
    internal static bool TryConvert(double count, out long unixMilliseconds)
    {
        var milliseconds = Math.Round(count < FirstMilliseconds ? count * 1000 : count);
        var isMoment = milliseconds is >= 0 and <= LastMoment;
        unixMilliseconds = isMoment ? (long)milliseconds : 0;
        return isMoment;
    }

    private static bool TryReadCount(ReadOnlySpan<byte> text, out long unixMilliseconds)
    {
        unixMilliseconds = 0;
        return Utf8Parser.TryParse(text, out double count, out var used, 'F') && used == text.Length && TryConvert(count, out unixMilliseconds);
    }

    private static bool TryReadCalendar(ReadOnlySpan<byte> text, out long unixMilliseconds)
    {
        unixMilliseconds = 0;
        if (!TryPair(text, 0, out var century) || !TryPair(text, 2, out var yearOfCentury) || !TryPair(text, 5, out var month)
            || text[7] != '-' || !TryPair(text, 8, out var day) || text[DateLength] is not ((byte)'T' or (byte)'t' or (byte)' '))
        {
            return false;
        }

        var rest = text[(DateLength + 1)..];
        if (!TryPair(rest, 0, out var hour) || !TryByte(rest, 2, ':') || !TryPair(rest, 3, out var minute))
        {
            return false;
        }

        rest = rest[5..];
        var second = 0;
        var fraction = 0;
        if (TryByte(rest, 0, ':'))
        {
            if (!TryPair(rest, 1, out second))
            {
                return false;
            }

            rest = rest[3..];
            fraction = TakeFraction(ref rest);
        }

        if (!TryReadZone(rest, out var zone) || !DeviceTime.TryCombine((century * 100) + yearOfCentury, month, day, hour, minute, second, out var local))
        {
            return false;
        }

        unixMilliseconds = local + fraction - zone;
        return true;
    }

    /// <summary>Takes <c>.fff...</c>, to the millisecond.</summary>
    private static int TakeFraction(ref ReadOnlySpan<byte> rest)
    {
        if (!TryByte(rest, 0, '.') && !TryByte(rest, 0, ','))
        {
            return 0;
        }

        rest = rest[1..];
        var milliseconds = 0;
        var weight = 100;
        while (!rest.IsEmpty && char.IsAsciiDigit((char)rest[0]))
        {
            milliseconds += (rest[0] - '0') * weight;
            weight /= 10;
            rest = rest[1..];
        }

        return milliseconds;
    }

    /// <summary>Reads nothing, Z, or hours and minutes with a sign; a blank is a plus that a form decoded.</summary>
    private static bool TryReadZone(ReadOnlySpan<byte> zone, out int milliseconds)
    {
        milliseconds = 0;
        if (zone.IsEmpty || zone is [(byte)'Z' or (byte)'z'])
        {
            return true;
        }

        var minutesAt = TryByte(zone, 3, ':') ? 4 : 3;
        var minutes = 0;
        if (zone[0] is not ((byte)'+' or (byte)'-' or (byte)' ') || !TryPair(zone, 1, out var hours)
            || (zone.Length > 3 && (zone.Length != minutesAt + 2 || !TryPair(zone, minutesAt, out minutes))) || hours > 18 || minutes > 59)
        {
            return false;
        }

        milliseconds = ((hours * 60) + minutes) * MillisecondsPerMinute * (zone[0] == '-' ? -1 : 1);
        return true;
    }

    private static bool TryByte(ReadOnlySpan<byte> text, int at, char expected) => at < text.Length && text[at] == expected;

    private static bool TryPair(ReadOnlySpan<byte> text, int at, out int number)
    {
        number = 0;
        if (at + 2 > text.Length || !char.IsAsciiDigit((char)text[at]) || !char.IsAsciiDigit((char)text[at + 1]))
        {
            return false;
        }

        number = ((text[at] - '0') * 10) + text[at + 1] - '0';
        return true;
    }
}
