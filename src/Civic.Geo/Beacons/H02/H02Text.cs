using System.Buffers.Text;
using NodaTime;

namespace Civic.Geo.Beacons;

/// <summary>
/// Finds a position in a text frame by its shape, whatever stands before it:
/// <c>[hhmmss],A|V|B,lat,N|S,lon,E|W,speed,course,ddmmyy[,status]</c>.
/// </summary>
internal static class H02Text
{
    internal const double MetresPerSecondPerKnot = 1852.0 / 3600;

    private const int FirstField = 3;

    /// <summary>Reads the position.</summary>
    /// <returns>Whether the shape is there; its place or date may still be impossible, which leaves an event.</returns>
    internal static bool TryRead(in H02Fields fields, DeviceKey device, in FrameOutput output, out Fix fix)
    {
        for (var north = FirstField + 2; north + 3 < fields.Count; north++)
        {
            if (fields.Is(north, 'N', 'S') && fields.Is(north + 2, 'E', 'W')
                && H02Angle.TryRead(fields[north - 1], out var latitude) && H02Angle.TryRead(fields[north + 1], out var longitude))
            {
                latitude = fields.Is(north, 'S', 'S') ? -latitude : latitude;
                longitude = fields.Is(north + 2, 'W', 'W') ? -longitude : longitude;
                fix = Build(fields, north, new(latitude, longitude), device, output);
                return true;
            }
        }

        fix = default;
        return false;
    }

    /// <summary>What a frame without a position says: the status behind the date at its end, and the battery of a LINK.</summary>
    internal static Fix ReadEvent(in H02Fields fields, DeviceKey device, in FrameOutput output)
    {
        var flags = FixFlags.None;
        for (var at = fields.Count - 1; at > FirstField; at--)
        {
            if (fields.TryPairs(at - 1, out _, out _, out _) && fields.TryStatus(at, out var status))
            {
                flags = H02Status.FlagsOf(status);
                break;
            }
        }

        const int linkBattery = 6;
        var hasBattery = fields[2].SequenceEqual("LINK"u8) && Utf8Parser.TryParse(fields[linkBattery], out byte percent, out _) && percent <= 100;
        return new Fix
        {
            Device = device,
            ReceiveTime = output.ReceiveTime,
            Battery = hasBattery && Utf8Parser.TryParse(fields[linkBattery], out byte battery, out _) ? battery : double.NaN,
            Flags = flags,
            Integrity = FixIntegrity.Unchecked,
        };
    }

    private static Fix Build(in H02Fields fields, int north, GeoPoint position, DeviceKey device, in FrameOutput output)
    {
        var hasTime = fields.TryPairs(north - 3 >= FirstField ? north - 3 : fields.Count, out var hour, out var minute, out var second);
        var hasDate = fields.TryPairs(north + 5, out var day, out var month, out var year);
        var isOnEarth = Math.Abs(position.Latitude) <= 90 && Math.Abs(position.Longitude) <= 180;
        long milliseconds = 0;
        var isPossible = hasDate
            ? DeviceTime.TryCombine(2000 + year, month, day, hour, minute, second, out milliseconds)
            : DeviceTime.TryCombine(1970, 1, 1, hour, minute, second, out milliseconds);
        if (!isPossible || !isOnEarth)
        {
            output.Refuse(isPossible ? RefusalReason.PositionOutOfRange : RefusalReason.ImpossibleTime);
        }

        var hasPosition = isPossible && isOnEarth;
        var hasStatus = fields.TryStatus(north + 6, out var status) || (fields[2].SequenceEqual("V19"u8) && fields.TryStatus(north + 9, out status));
        var fix = new Fix
        {
            Device = device,
            ReceiveTime = output.ReceiveTime,
            FixTime = isPossible && hasTime && hasDate ? Instant.FromUnixTimeMilliseconds(milliseconds) : null,
            Validity = !hasPosition ? FixValidity.None : IsValid(fields[north - 2]) ? FixValidity.Valid : FixValidity.Invalid,
            Position = hasPosition ? position : default,
            Speed = Number(fields[north + 3], double.MaxValue) * MetresPerSecondPerKnot,
            Course = Number(fields[north + 4], 360),
            Flags = hasStatus ? H02Status.FlagsOf(status) : FixFlags.None,
            Integrity = FixIntegrity.Unchecked,
        };
        return isPossible && hasTime && !hasDate ? fix with { TimeOfDay = LocalTime.FromMillisecondsSinceMidnight((int)milliseconds) } : fix;
    }

    /// <summary>A says valid; V, B and nothing say not; V2 has the number of a coordinate system there and sends fixes only.</summary>
    private static bool IsValid(ReadOnlySpan<byte> field) => field is [(byte)'A'] || (field is [var digit, ..] && char.IsAsciiDigit((char)digit));

    private static double Number(ReadOnlySpan<byte> field, double most) =>
        Utf8Parser.TryParse(field, out double number, out var used, 'F') && used == field.Length && number >= 0 && number <= most ? number : double.NaN;
}
