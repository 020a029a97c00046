using System.Buffers.Binary;

namespace Civic.Geo.Beacons;

/// <summary>The modular message (type 70): u16 tag, u16 length, value, again and again. Tag 33 is a position.</summary>
internal static class Gt06Modular
{
    private const ushort PositionTag = 0x33;
    private const int PositionLength = 18;

    /// <summary>
    /// Reads the position, if there is one: u32 seconds since 1970, u8 satellites, i16 metres, u32 latitude, u32 longitude, u8 km/h, u16 flags.
    /// </summary>
    internal static void Read(ReadOnlySpan<byte> body, ref Gt06Report report, in FrameOutput output)
    {
        while (body.Length >= 4)
        {
            var tag = BinaryPrimitives.ReadUInt16BigEndian(body);
            var length = BinaryPrimitives.ReadUInt16BigEndian(body[2..]);
            body = body[4..];
            if (length > body.Length)
            {
                output.Refuse(RefusalReason.Malformed);
                return;
            }

            if (tag == PositionTag && length >= PositionLength)
            {
                ReadPosition(body, ref report, output);
            }

            body = body[length..];
        }
    }

    private static void ReadPosition(ReadOnlySpan<byte> value, ref Gt06Report report, in FrameOutput output)
    {
        report.HasTime = true;
        report.TimeMilliseconds = BinaryPrimitives.ReadUInt32BigEndian(value) * 1000L;
        if (Gt06Position.ReadPlace(value[7..], BinaryPrimitives.ReadUInt16BigEndian(value[16..]), ref report, output))
        {
            report.Satellites = value[4];
            report.Altitude = BinaryPrimitives.ReadInt16BigEndian(value[5..]);
            report.Speed = value[15] * Gt06Position.KilometresPerHour;
        }
    }
}
