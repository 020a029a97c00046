using System.Buffers.Binary;

namespace Civic.Geo.Beacons;

/// <summary>
/// The location of Jointech locks (5501, and 5502 when sent late): BCD ddmmyy hhmmss UTC, latitude ddmmmmmm and longitude
/// dddmmmmmm in BCD degrees and 1/10,000 minutes, a nibble of hemispheres, speed in knots, course, signal, satellites.
/// </summary>
internal static class Jt808LockLocation
{
    private const int FixedLength = 19;
    private const int IsNorth = 0x2;
    private const int IsEast = 0x4;

    /// <summary>Delivers the location. A late one counts as not vouched for: its receiver had no contact at the time.</summary>
    /// <returns>Whether the body holds one.</returns>
    internal static bool TryRead(ReadOnlySpan<byte> body, bool isLate, in Jt808Origin origin, in FrameOutput output)
    {
        if (body.Length < FixedLength || !Bcd.IsDecimal(body[..14]) || (body[14] >> 4) > 9)
        {
            return false;
        }

        var time = BinaryPrimitives.ReadUInt64BigEndian([body[2], body[1], body[0], body[3], body[4], body[5], 0, 0]);
        Span<byte> six = stackalloc byte[8];
        BinaryPrimitives.WriteUInt64BigEndian(six, time);
        var hasTime = DeviceTime.TryReadBcd(six, 0, out var milliseconds);
        var latitude = Degrees(Bcd.ToNumber(body.Slice(6, 4)));
        var longitude = Degrees((Bcd.ToNumber(body.Slice(10, 4)) * 10) + (uint)(body[14] >> 4));
        var point = new GeoPoint((body[14] & IsNorth) != 0 ? latitude : -latitude, (body[14] & IsEast) != 0 ? longitude : -longitude);
        if (!hasTime || !point.IsValid)
        {
            output.Refuse(hasTime ? RefusalReason.PositionOutOfRange : RefusalReason.ImpossibleTime);
            return true;
        }

        output.Add(new Fix
        {
            Device = origin.Device,
            ReceiveTime = output.ReceiveTime,
            UnixTimeMilliseconds = milliseconds,
            Validity = isLate ? FixValidity.Invalid : FixValidity.Valid,
            Position = point,
            Speed = body[15] * 1852 / 3600.0,
            Course = body[16] <= 180 ? body[16] * 2 : double.NaN,
            Satellites = body[18],
            Flags = isLate ? FixFlags.Stored : FixFlags.None,
            Integrity = origin.Integrity,
        });
        return true;
    }

    private static double Degrees(ulong digits) => (digits / 1_000_000) + (digits % 1_000_000 / 600_000.0);
}
