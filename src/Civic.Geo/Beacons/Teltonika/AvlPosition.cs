using NodaTime;

namespace Civic.Geo.Beacons;

/// <summary>The fixed part of an AVL record in its own units.</summary>
internal ref struct AvlPosition
{
    /// <summary>2000-01-01: no such device is older; a clock before it was never set.</summary>
    private const long FirstMilliseconds = 946_684_800_000;

    /// <summary>2100-01-01: a clock after it is wrong.</summary>
    private const long EndMilliseconds = 4_102_444_800_000;

    internal long Milliseconds;
    internal int Longitude;
    internal int Latitude;
    internal short Altitude;
    internal ushort Course;
    internal byte Satellites;
    internal ushort Speed;

    /// <summary>
    /// Delivers the record: as a fix, or as an event without place when the device has none to offer, its clock is not set or
    /// the coordinates cannot be (the last two are counted). The alarm a record carries is never lost with its place.
    /// </summary>
    internal readonly void Deliver(DeviceKey device, int eventId, in AvlItems items, FixIntegrity integrity, in FrameOutput output)
    {
        var point = new GeoPoint(Latitude / 1e7, Longitude / 1e7);
        if (Milliseconds is < FirstMilliseconds or >= EndMilliseconds || !point.IsValid || (Satellites == 0 && point == default))
        {
            AddEvent(device, point, eventId, items, integrity, output);
            return;
        }

        output.Add(new Fix
        {
            Device = device,
            ReceiveTime = output.ReceiveTime,
            UnixTimeMilliseconds = Milliseconds,
            Validity = Satellites > 0 ? FixValidity.Valid : FixValidity.Invalid,
            Position = point,
            Altitude = Altitude,
            Speed = Speed / 3.6,
            Course = Course <= 360 ? Course : double.NaN,
            Hdop = items.Hdop,
            Battery = items.Battery,
            Satellites = Satellites,
            EventCode = (uint)eventId,
            Flags = items.Flags,
            Integrity = integrity,
        });
    }

    private readonly void AddEvent(DeviceKey device, GeoPoint point, int eventId, in AvlItems items, FixIntegrity integrity, in FrameOutput output)
    {
        var hasTime = Milliseconds is >= FirstMilliseconds and < EndMilliseconds;
        if (!hasTime)
        {
            output.Refuse(RefusalReason.ImpossibleTime);
        }
        else if (!point.IsValid)
        {
            output.Refuse(RefusalReason.PositionOutOfRange);
        }

        output.Add(new Fix
        {
            Device = device,
            ReceiveTime = output.ReceiveTime,
            FixTime = hasTime ? Instant.FromUnixTimeMilliseconds(Milliseconds) : null,
            Hdop = items.Hdop,
            Battery = items.Battery,
            Satellites = Satellites,
            EventCode = (uint)eventId,
            Flags = items.Flags,
            Integrity = integrity,
        });
    }
}
