using System.Buffers.Binary;

namespace Civic.Geo.Beacons;

/// <summary>
/// The position block of GT06: time (6 binary bytes from the year), then the place: u8 length and satellites, u32 latitude
/// and u32 longitude (1,800,000 to a degree), u8 km/h, u16 flags.
/// </summary>
internal static class Gt06Position
{
    internal const int TimeLength = 6;
    internal const int PlaceLength = 12;
    internal const int Length = TimeLength + PlaceLength;

    private const int ImeiLength = 8;
    private const double UnitsPerDegree = 1_800_000;
    private const uint MaxLatitude = 90 * 1_800_000;
    private const uint MaxLongitude = 180 * 1_800_000;
    internal const double KilometresPerHour = 1 / 3.6;

    private const int CourseMask = 0x3FF;
    private const int North = 1 << 10;
    private const int West = 1 << 11;
    private const int Fixed = 1 << 12;
    private const int Differential = 1 << 13;
    private const int SaysIgnition = 1 << 14;
    private const int Ignition = 1 << 15;

    /// <summary>
    /// Where the block begins: at the start of the body, or behind 8 bytes of IMEI that some models repeat there. An IMEI
    /// shows by its second byte, which is no month: the maker's digits that stand in it begin with 1 or more.
    /// </summary>
    internal static int Find(ReadOnlySpan<byte> body) =>
        body.Length < ImeiLength + Length || body[1] is >= 1 and <= 12 || !Gt06Login.IsImei(body[..ImeiLength]) || !TryReadTime(body[ImeiLength..], out _)
            ? 0
            : ImeiLength;

    /// <summary>Reads a block; a block with an impossible date or place leaves the report an event.</summary>
    /// <param name="block">At least <see cref="Length"/> bytes.</param>
    /// <param name="clockOffset">What the device's clock is ahead of UTC, in milliseconds.</param>
    /// <param name="report">Receives time and place.</param>
    /// <param name="output">Counts a refusal.</param>
    internal static void Read(ReadOnlySpan<byte> block, long clockOffset, ref Gt06Report report, in FrameOutput output) =>
        Read(block, block.Slice(TimeLength, PlaceLength), clockOffset, ref report, output);

    /// <summary>Like the other, for bodies in which something lies between the time and the place.</summary>
    internal static void Read(ReadOnlySpan<byte> time, ReadOnlySpan<byte> place, long clockOffset, ref Gt06Report report, in FrameOutput output)
    {
        if (!ReadTime(time, clockOffset, ref report, output))
        {
            return;
        }

        var flags = BinaryPrimitives.ReadUInt16BigEndian(place[10..]);
        if (!ReadPlace(place[1..], flags, ref report, output))
        {
            return;
        }

        report.Satellites = (short)(place[0] & 0x0F);
        report.Speed = place[9] * KilometresPerHour;
    }

    /// <summary>Reads a time, or counts that it does not exist.</summary>
    internal static bool ReadTime(ReadOnlySpan<byte> time, long clockOffset, ref Gt06Report report, in FrameOutput output)
    {
        if (!TryReadTime(time, out var milliseconds))
        {
            output.Refuse(RefusalReason.ImpossibleTime);
            return false;
        }

        report.HasTime = true;
        report.TimeMilliseconds = milliseconds - clockOffset;
        return true;
    }

    /// <summary>Reads u32 latitude and longitude under flags that say their hemispheres, or counts that they are out of range.</summary>
    internal static bool ReadPlace(ReadOnlySpan<byte> place, int flags, ref Gt06Report report, in FrameOutput output)
    {
        var latitude = BinaryPrimitives.ReadUInt32BigEndian(place);
        var longitude = BinaryPrimitives.ReadUInt32BigEndian(place[4..]);
        if (latitude > MaxLatitude || longitude > MaxLongitude)
        {
            output.Refuse(RefusalReason.PositionOutOfRange);
            return false;
        }

        report.Latitude = latitude / ((flags & North) != 0 ? UnitsPerDegree : -UnitsPerDegree);
        report.Longitude = longitude / ((flags & West) != 0 ? -UnitsPerDegree : UnitsPerDegree);
        report.Validity = (flags & Fixed) != 0 ? FixValidity.Valid : FixValidity.Invalid;
        var course = flags & CourseMask;
        report.Course = course <= 360 ? course : double.NaN;
        report.Flags |= (flags & Differential) != 0 ? FixFlags.Differential : FixFlags.None;
        if ((flags & SaysIgnition) != 0)
        {
            Gt06Status.SetIgnition((flags & Ignition) != 0, ref report);
        }

        return true;
    }

    private static bool TryReadTime(ReadOnlySpan<byte> time, out long unixMilliseconds) =>
        DeviceTime.TryReadBinary(time, 0, out unixMilliseconds);
}
