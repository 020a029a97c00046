using System.Globalization;

namespace Civic.Benchmarks;

/// <summary>
/// Tracker parsers as they are usually written for .NET: a <see cref="BinaryReader"/> over a stream, reversed arrays for
/// big endian, a checksum bit by bit, hexadecimal strings for BCD, an object with a dictionary of attributes per record.
/// </summary>
internal static class UsualParsers
{
    /// <summary>One codec 8 packet.</summary>
    public static List<UsualPosition> Teltonika(byte[] frame)
    {
        var reader = new BinaryReader(new MemoryStream(frame));
        reader.ReadInt32();
        var length = (int)Number(reader, 4);
        var data = frame.Skip(8).Take(length).ToArray();
        if (Crc(data) != BitConverter.ToUInt16([.. frame.Reverse().Take(2)], 0))
        {
            throw new InvalidDataException("Wrong checksum.");
        }

        reader.ReadByte();
        var count = reader.ReadByte();
        var positions = new List<UsualPosition>();
        for (var i = 0; i < count; i++)
        {
            var position = new UsualPosition { Time = DateTimeOffset.FromUnixTimeMilliseconds(Number(reader, 8)).UtcDateTime };
            position.Attributes["priority"] = reader.ReadByte();
            position.Longitude = (int)Number(reader, 4) / 1e7;
            position.Latitude = (int)Number(reader, 4) / 1e7;
            position.Altitude = (short)Number(reader, 2);
            position.Course = Number(reader, 2);
            position.Attributes["satellites"] = reader.ReadByte();
            position.Speed = Number(reader, 2) / 3.6;
            position.Attributes["event"] = reader.ReadByte();
            reader.ReadByte();
            foreach (var width in new[] { 1, 2, 4, 8 })
            {
                for (int item = 0, items = reader.ReadByte(); item < items; item++)
                {
                    position.Attributes["io" + reader.ReadByte()] = Number(reader, width);
                }
            }

            positions.Add(position);
        }

        return positions;
    }

    /// <summary>One 0200 location.</summary>
    public static UsualPosition? Jt808(byte[] frame)
    {
        var content = new List<byte>();
        for (var i = 1; i < frame.Length - 1; i++)
        {
            content.Add(frame[i] == 0x7D ? (byte)(0x7C + frame[++i]) : frame[i]);
        }

        var data = content.ToArray();
        if (data.Aggregate((byte)0, (sum, b) => (byte)(sum ^ b)) != 0)
        {
            return null;
        }

        var reader = new BinaryReader(new MemoryStream(data));
        reader.ReadBytes(4);
        var position = new UsualPosition { Device = Convert.ToHexString(reader.ReadBytes(6)) };
        reader.ReadBytes(2);
        position.Attributes["alarm"] = Number(reader, 4);
        position.Attributes["status"] = Number(reader, 4);
        position.Latitude = Number(reader, 4) / 1e6;
        position.Longitude = Number(reader, 4) / 1e6;
        position.Altitude = Number(reader, 2);
        position.Speed = Number(reader, 2) / 36.0;
        position.Course = Number(reader, 2);
        position.Time = DateTime.ParseExact(Convert.ToHexString(reader.ReadBytes(6)), "yyMMddHHmmss", CultureInfo.InvariantCulture).AddHours(-8);
        while (reader.BaseStream.Position < data.Length - 2)
        {
            var id = reader.ReadByte();
            position.Attributes["item" + id] = Number(reader, reader.ReadByte());
        }

        return position;
    }

    private static long Number(BinaryReader reader, int width)
    {
        var bytes = reader.ReadBytes(width).Reverse().Concat(new byte[8 - width]).ToArray();
        return BitConverter.ToInt64(bytes, 0);
    }

    private static ushort Crc(byte[] data)
    {
        ushort crc = 0;
        foreach (var b in data)
        {
            crc ^= b;
            for (var i = 0; i < 8; i++)
            {
                crc = (ushort)((crc & 1) != 0 ? (crc >> 1) ^ 0xA001 : crc >> 1);
            }
        }

        return crc;
    }
}

/// <summary>What such a parser gives.</summary>
internal sealed class UsualPosition
{
    public string? Device { get; set; }

    public DateTime Time { get; set; }

    public double Latitude { get; set; }

    public double Longitude { get; set; }

    public double Altitude { get; set; }

    public double Course { get; set; }

    public double Speed { get; set; }

    public Dictionary<string, object> Attributes { get; } = [];
}
