using System.Buffers.Text;

namespace Civic.Geo.Beacons;

/// <summary>
/// The text a device sends when it is asked where it is (type 21):
/// <c>Current position!Lat:N54.739332,Lon:E25.273270,Course:126.53,Speed:0.0000,DateTime:2017-05-26  10:27:47</c>.
/// </summary>
internal static class Gt06Text
{
    /// <summary>Reads such a text; any other leaves the report as it is.</summary>
    /// <returns>Whether it was one.</returns>
    internal static bool TryRead(ReadOnlySpan<byte> text, long clockOffset, ref Gt06Report report, in FrameOutput output)
    {
        if (!TryReadAngle(text, "Lat:"u8, (byte)'N', (byte)'S', out var latitude) || !TryReadAngle(text, "Lon:"u8, (byte)'E', (byte)'W', out var longitude))
        {
            return false;
        }

        if (!TryReadTime(text, out var milliseconds))
        {
            output.Refuse(RefusalReason.ImpossibleTime);
            return true;
        }

        report.HasTime = true;
        report.TimeMilliseconds = milliseconds - clockOffset;
        if (!(Math.Abs(latitude) <= 90 && Math.Abs(longitude) <= 180))
        {
            output.Refuse(RefusalReason.PositionOutOfRange);
            return true;
        }

        report.Validity = FixValidity.Valid;
        report.Latitude = latitude;
        report.Longitude = longitude;
        report.Course = TryReadNumber(text, "Course:"u8, out var course) && course is >= 0 and <= 360 ? course : double.NaN;
        report.Speed = TryReadNumber(text, "Speed:"u8, out var speed) && speed >= 0 ? speed * Gt06Position.KilometresPerHour : double.NaN;
        return true;
    }

    private static bool TryReadAngle(ReadOnlySpan<byte> text, ReadOnlySpan<byte> name, byte positive, byte negative, out double degrees)
    {
        degrees = double.NaN;
        var value = After(text, name);
        if (value.IsEmpty || (value[0] != positive && value[0] != negative) || !Utf8Parser.TryParse(value[1..], out double parsed, out _))
        {
            return false;
        }

        degrees = value[0] == positive ? parsed : -parsed;
        return true;
    }

    private static bool TryReadNumber(ReadOnlySpan<byte> text, ReadOnlySpan<byte> name, out double number) =>
        Utf8Parser.TryParse(After(text, name), out number, out _) && double.IsFinite(number);

    private static bool TryReadTime(ReadOnlySpan<byte> text, out long milliseconds)
    {
        const int dateLength = 10;
        const int timeLength = 8;
        milliseconds = 0;
        var value = After(text, "DateTime:"u8);
        if (value.Length <= dateLength)
        {
            return false;
        }

        var time = value[dateLength..].TrimStart((byte)' ');
        return time.Length >= timeLength
            && TryTwo(value, 2, out var year) && TryTwo(value, 5, out var month) && TryTwo(value, 8, out var day) && value.StartsWith("20"u8)
            && TryTwo(time, 0, out var hour) && TryTwo(time, 3, out var minute) && TryTwo(time, 6, out var second)
            && DeviceTime.TryCombine(2000 + year, month, day, hour, minute, second, out milliseconds);
    }

    private static bool TryTwo(ReadOnlySpan<byte> text, int at, out int number)
    {
        number = ((text[at] - '0') * 10) + text[at + 1] - '0';
        return char.IsAsciiDigit((char)text[at]) && char.IsAsciiDigit((char)text[at + 1]);
    }

    private static ReadOnlySpan<byte> After(ReadOnlySpan<byte> text, ReadOnlySpan<byte> name)
    {
        var at = text.IndexOf(name);
        return at < 0 ? [] : text[(at + name.Length)..];
    }
}
