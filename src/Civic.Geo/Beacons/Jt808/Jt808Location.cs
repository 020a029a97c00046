using System.Buffers.Binary;
using NodaTime;

namespace Civic.Geo.Beacons;

/// <summary>A JT/T 808 location: 28 bytes of alarm, status, place and time, then items of u8 id, u8 length, value.</summary>
internal static class Jt808Location
{
    /// <summary>Bytes before the items.</summary>
    internal const int FixedLength = 28;

    private const uint IsFixed = 0x2;
    private const uint IsSouth = 0x4;
    private const uint IsWest = 0x8;

    /// <summary>
    /// Delivers one location: as a fix, or as an event without place when its date or its coordinates cannot be (which is
    /// counted). The alarm it carries is never lost with its place. Items that do not fit their length end the list.
    /// </summary>
    /// <param name="body">At least <see cref="FixedLength"/> bytes.</param>
    /// <param name="origin">What the frame says about all its locations.</param>
    /// <param name="output">Where the fix goes.</param>
    internal static void Read(ReadOnlySpan<byte> body, in Jt808Origin origin, in FrameOutput output)
    {
        var alarms = BinaryPrimitives.ReadUInt32BigEndian(body);
        var status = BinaryPrimitives.ReadUInt32BigEndian(body[4..]);
        var latitude = BinaryPrimitives.ReadUInt32BigEndian(body[8..]) / 1e6;
        var longitude = BinaryPrimitives.ReadUInt32BigEndian(body[12..]) / 1e6;
        var point = new GeoPoint((status & IsSouth) != 0 ? -latitude : latitude, (status & IsWest) != 0 ? -longitude : longitude);
        var validity = (status & IsFixed) != 0 ? FixValidity.Valid : latitude + longitude != 0 ? FixValidity.Invalid : FixValidity.None;
        var hasTime = DeviceTime.TryReadBcd(body[22..], origin.ClockOffset, out var milliseconds);
        var items = Jt808Items.Read(body[FixedLength..]);
        var flags = Jt808Alarms.ToFlags(alarms, status, items.FenceFlags) | origin.Flags;
        if (!hasTime || !point.IsValid || validity == FixValidity.None)
        {
            AddEvent(hasTime ? milliseconds : null, point, alarms, flags, items, origin, output);
            return;
        }

        var course = BinaryPrimitives.ReadUInt16BigEndian(body[20..]);
        output.Add(new Fix
        {
            Device = origin.Device,
            ReceiveTime = output.ReceiveTime,
            UnixTimeMilliseconds = milliseconds,
            Validity = validity,
            Position = point,
            Altitude = BinaryPrimitives.ReadInt16BigEndian(body[16..]),
            Speed = BinaryPrimitives.ReadUInt16BigEndian(body[18..]) / 36.0,
            Course = course <= 360 ? course : double.NaN,
            Satellites = items.Satellites,
            EventCode = alarms,
            Flags = flags,
            Integrity = origin.Integrity,
        });
    }

    private static void AddEvent(long? milliseconds, GeoPoint point, uint alarms, FixFlags flags, Jt808Items items, in Jt808Origin origin, in FrameOutput output)
    {
        if (milliseconds is null)
        {
            output.Refuse(RefusalReason.ImpossibleTime);
        }
        else if (!point.IsValid)
        {
            output.Refuse(RefusalReason.PositionOutOfRange);
        }

        output.Add(new Fix
        {
            Device = origin.Device,
            ReceiveTime = output.ReceiveTime,
            FixTime = milliseconds is { } time ? Instant.FromUnixTimeMilliseconds(time) : null,
            Satellites = items.Satellites,
            EventCode = alarms,
            Flags = flags,
            Integrity = origin.Integrity,
        });
    }
}
