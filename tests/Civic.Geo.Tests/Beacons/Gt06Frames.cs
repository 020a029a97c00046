using System.Buffers.Binary;

namespace Civic.Geo.Beacons;

/// <summary>Builds GT06 frames as devices do.</summary>
internal static class Gt06Frames
{
    public static byte[] Build(byte type, ReadOnlySpan<byte> body, ushort serial = 5, int statedLengthError = 0)
    {
        byte[] content = [(byte)(5 + body.Length + statedLengthError), type, .. body, (byte)(serial >> 8), (byte)serial];
        var crc = Crc16.X25(content);
        return [0x78, 0x78, .. content, (byte)(crc >> 8), (byte)crc, 13, 10];
    }

    public static byte[] BuildLong(byte type, ReadOnlySpan<byte> body, ushort serial = 5)
    {
        var stated = 5 + body.Length;
        byte[] content = [(byte)(stated >> 8), (byte)stated, type, .. body, (byte)(serial >> 8), (byte)serial];
        var crc = Crc16.X25(content);
        return [0x79, 0x79, .. content, (byte)(crc >> 8), (byte)crc, 13, 10];
    }

    public static byte[] Login(string imei = "359339075005244", ushort? zone = null) => Build(
        0x01, zone is { } z ? [.. Convert.FromHexString("0" + imei), 0x10, 0x0B, (byte)(z >> 8), (byte)z] : Convert.FromHexString("0" + imei), serial: 1);

    public static byte[] Position(int hour = 4, int minute = 6) => Build(0x12, PositionBody(hour, minute));

    /// <summary>A block of 2026-11-21 in Seoul: 8 satellites, 36 km/h towards 90 degrees, fixed.</summary>
    public static byte[] PositionBody(int hour = 4, int minute = 6, double latitude = 37.5665, double longitude = 126.978, int flags = 1 << 12 | 90)
    {
        var body = new byte[18];
        new byte[] { 26, 11, 21, (byte)hour, (byte)minute, 59, 0xC8 }.CopyTo(body, 0);
        BinaryPrimitives.WriteUInt32BigEndian(body.AsSpan(7), (uint)Math.Round(Math.Abs(latitude) * 1_800_000));
        BinaryPrimitives.WriteUInt32BigEndian(body.AsSpan(11), (uint)Math.Round(Math.Abs(longitude) * 1_800_000));
        body[15] = 36;
        BinaryPrimitives.WriteUInt16BigEndian(body.AsSpan(16), (ushort)(flags | (latitude >= 0 ? 1 << 10 : 0) | (longitude < 0 ? 1 << 11 : 0)));
        return body;
    }

    /// <summary>Bytes made mostly of what framing decides by.</summary>
    public static byte[] Noise(Random random)
    {
        var frame = Position(hour: 13, minute: 10);
        var bytes = new List<byte>();
        while (bytes.Count < 300)
        {
            switch (random.Next(4))
            {
                case 0:
                    bytes.AddRange(frame[..random.Next(frame.Length + 1)]);
                    break;
                case 1:
                    bytes.AddRange([0x78, 0x78, (byte)random.Next(256), random.Next(2) == 0 ? (byte)0x69 : (byte)0x12]);
                    break;
                case 2:
                    bytes.AddRange([13, 10]);
                    break;
                default:
                    bytes.Add((byte)random.Next(0x77, 0x7A));
                    break;
            }
        }

        return [.. bytes];
    }
}
