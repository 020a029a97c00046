using System.Buffers.Binary;
using Civic.Geo.Beacons;

namespace Civic.Benchmarks;

/// <summary>Generated frames of the usual size: AVL records with twelve items, locations with five.</summary>
internal static class BinaryBeaconSamples
{
    /// <summary>A codec 8 packet as a vehicle sends it.</summary>
    public static byte[] TeltonikaFrame(int number, int records)
    {
        var packet = new List<byte> { 8, (byte)records };
        for (var i = 0; i < records; i++)
        {
            packet.AddRange(Record((number * records) + i));
        }

        packet.Add((byte)records);
        var frame = new byte[packet.Count + 12];
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(4), packet.Count);
        packet.CopyTo(frame, 8);
        BinaryPrimitives.WriteUInt32BigEndian(frame.AsSpan(8 + packet.Count), Crc16.Arc([.. packet]));
        return frame;
    }

    /// <summary>An 0200 location as a bus terminal sends it.</summary>
    public static byte[] Jt808Frame(int number)
    {
        byte[] items = [0x01, 4, 0, 0, 0, 100, 0x03, 2, 1, 44, 0x25, 4, 0, 0, 0, 0, 0x30, 1, 31, 0x31, 1, 12];
        var message = new byte[12 + 28 + items.Length];
        BinaryPrimitives.WriteUInt16BigEndian(message, 0x0200);
        BinaryPrimitives.WriteUInt16BigEndian(message.AsSpan(2), (ushort)(28 + items.Length));
        Convert.FromHexString("013812345678").CopyTo(message, 4);
        BinaryPrimitives.WriteUInt16BigEndian(message.AsSpan(10), (ushort)number);
        message[19] = 3;
        BinaryPrimitives.WriteInt32BigEndian(message.AsSpan(20), 37_566_500 + number);
        BinaryPrimitives.WriteInt32BigEndian(message.AsSpan(24), 126_978_000 + number);
        BinaryPrimitives.WriteInt16BigEndian(message.AsSpan(28), 38);
        BinaryPrimitives.WriteInt16BigEndian(message.AsSpan(30), 360);
        BinaryPrimitives.WriteInt16BigEndian(message.AsSpan(32), (short)(number % 360));
        Convert.FromHexString("261122170000").CopyTo(message, 34);
        items.CopyTo(message, 40);
        byte[] plain = [.. message, XorSum.Of(message)];
        return [0x7E, .. plain.SelectMany(b => b switch { 0x7E => new byte[] { 0x7D, 2 }, 0x7D => [0x7D, 1], _ => [b] }), 0x7E];
    }

    private static byte[] Record(int number)
    {
        var gps = new byte[24];
        BinaryPrimitives.WriteInt64BigEndian(gps, 1_795_334_400_000 + (1000L * number));
        BinaryPrimitives.WriteInt32BigEndian(gps.AsSpan(9), 1_269_780_000 + number);
        BinaryPrimitives.WriteInt32BigEndian(gps.AsSpan(13), 375_665_000 + number);
        BinaryPrimitives.WriteInt16BigEndian(gps.AsSpan(17), 38);
        BinaryPrimitives.WriteUInt16BigEndian(gps.AsSpan(19), (ushort)(number % 360));
        gps[21] = 11;
        BinaryPrimitives.WriteUInt16BigEndian(gps.AsSpan(22), 36);
        byte[] bytes = [239, 1, 240, 1, 21, 5, 200, 0, 69, 1];
        byte[] words = [181, 0, 9, 182, 0, 6, 66, 0x37, 0xF0, 67, 0x10, 0x1F, 24, 0, 36];
        byte[] doubles = [241, 0, 0, 0xAF, 0xC2, 16, 0, 1, 0x5E, 0x2C];
        return [.. gps, 0, 12, 5, .. bytes, 5, .. words, 2, .. doubles, 0];
    }
}
