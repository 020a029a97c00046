using System.Buffers.Binary;
using System.Text;

namespace Civic.Geo.Beacons;

/// <summary>Writes what a Teltonika device would send.</summary>
internal static class TeltonikaWriter
{
    public const string Imei = "356307042441013";

    /// <summary>2026-11-22 08:00:00 UTC.</summary>
    public const long Start = 1_795_334_400_000;

    public static byte[] Login(string imei = Imei) => [0, (byte)imei.Length, .. Encoding.ASCII.GetBytes(imei)];

    /// <summary>A record of codec 8 with items of one byte.</summary>
    public static byte[] Record(
        long time = Start,
        double latitude = 37.5665,
        double longitude = 126.978,
        byte satellites = 9,
        ushort speed = 36,
        byte priority = 0,
        byte eventId = 0,
        params (byte Id, byte Value)[] items) =>
        [.. Gps(time, latitude, longitude, satellites, speed, priority), eventId, (byte)items.Length, (byte)items.Length, .. items.SelectMany(i => new[] { i.Id, i.Value }), 0, 0, 0];

    public static byte[] Gps(long time, double latitude, double longitude, byte satellites, ushort speed, byte priority)
    {
        var gps = new byte[24];
        BinaryPrimitives.WriteInt64BigEndian(gps, time);
        gps[8] = priority;
        BinaryPrimitives.WriteInt32BigEndian(gps.AsSpan(9), (int)Math.Round(longitude * 1e7));
        BinaryPrimitives.WriteInt32BigEndian(gps.AsSpan(13), (int)Math.Round(latitude * 1e7));
        BinaryPrimitives.WriteInt16BigEndian(gps.AsSpan(17), 38);
        BinaryPrimitives.WriteUInt16BigEndian(gps.AsSpan(19), 270);
        gps[21] = satellites;
        BinaryPrimitives.WriteUInt16BigEndian(gps.AsSpan(22), speed);
        return gps;
    }

    public static byte[] Packet(byte codec, params byte[][] records) => [codec, (byte)records.Length, .. records.SelectMany(r => r), (byte)records.Length];

    public static byte[] Wrap(byte[] packet)
    {
        var frame = new byte[8 + packet.Length + 4];
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(4), packet.Length);
        packet.CopyTo(frame, 8);
        BinaryPrimitives.WriteUInt32BigEndian(frame.AsSpan(8 + packet.Length), Crc16.Arc(packet));
        return frame;
    }

    public static byte[] Frame(params byte[][] records) => Wrap(Packet(8, records));

    public static byte[] Datagram(byte[] packet, ushort id = 0xCAFE, byte avlId = 5, string imei = Imei)
    {
        byte[] rest = [(byte)(id >> 8), (byte)id, 1, avlId, .. Login(imei), .. packet];
        return [(byte)(rest.Length >> 8), (byte)rest.Length, .. rest];
    }

    /// <summary>A text of codec 12, as an answer to a command.</summary>
    public static byte[] Text(byte[] text)
    {
        var size = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(size, text.Length);
        return Wrap([0x0C, 1, 6, .. size, .. text, 1]);
    }
}
