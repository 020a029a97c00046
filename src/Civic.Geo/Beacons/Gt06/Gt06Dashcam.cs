using System.Buffers.Binary;

namespace Civic.Geo.Beacons;

/// <summary>
/// The alarm of dashcams (type 95), in three shapes: time, u8 event; time, u32 latitude, u32 longitude, u16 flags, u8 event;
/// and <c>FFFF xx</c>, time, u8 satellites, latitude, longitude, flags, u16 km/h, u16 0.1 V, u8 event. Names of pictures may follow.
/// </summary>
internal static class Gt06Dashcam
{
    private const int PlaceLength = 10;
    private const int PlainLength = Gt06Position.TimeLength + PlaceLength + 1;
    private const int PrefixLength = 3;
    private const int PrefixedLength = PrefixLength + Gt06Position.TimeLength + 1 + PlaceLength + 5;

    internal static void Read(ReadOnlySpan<byte> body, long clockOffset, ref Gt06Report report, in FrameOutput output)
    {
        if (body.Length >= PrefixedLength && body[0] == 0xFF && body[1] == 0xFF)
        {
            var rest = body[(PrefixLength + Gt06Position.TimeLength)..];
            if (ReadTimeAndPlace(body[PrefixLength..], rest[1..], clockOffset, ref report, output))
            {
                report.Satellites = (short)(rest[0] & 0x0F);
                report.Speed = BinaryPrimitives.ReadUInt16BigEndian(rest[(1 + PlaceLength)..]) * Gt06Position.KilometresPerHour;
            }

            SetAlarm(rest[PlaceLength + 5], hasPosition: true, ref report);
        }
        else if (body.Length >= PlainLength)
        {
            ReadTimeAndPlace(body, body[Gt06Position.TimeLength..], clockOffset, ref report, output);
            SetAlarm(body[PlainLength - 1], hasPosition: true, ref report);
        }
        else if (body.Length > Gt06Position.TimeLength)
        {
            Gt06Position.ReadTime(body, clockOffset, ref report, output);
            SetAlarm(body[Gt06Position.TimeLength], hasPosition: false, ref report);
        }
        else
        {
            output.Refuse(RefusalReason.Malformed);
        }
    }

    private static bool ReadTimeAndPlace(ReadOnlySpan<byte> time, ReadOnlySpan<byte> place, long clockOffset, ref Gt06Report report, in FrameOutput output) =>
        Gt06Position.ReadTime(time, clockOffset, ref report, output)
        && Gt06Position.ReadPlace(place, BinaryPrimitives.ReadUInt16BigEndian(place[8..]), ref report, output);

    private static void SetAlarm(byte code, bool hasPosition, ref Gt06Report report)
    {
        report.EventCode = code;
        report.Flags |= Gt06Status.OfDashcamAlarm(code, hasPosition);
    }
}
