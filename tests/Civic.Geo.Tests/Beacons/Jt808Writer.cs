using System.Buffers.Binary;

namespace Civic.Geo.Beacons;

/// <summary>Writes what a JT/T 808 terminal would send.</summary>
internal static class Jt808Writer
{
    public const string Terminal = "013812345678";

    public static byte[] Frame(ushort id, byte[] body, string terminal = Terminal, ushort serial = 7, int attributes = 0, byte[]? packets = null)
    {
        var number = Convert.FromHexString(terminal);
        var is2019 = number.Length == 10;
        var bits = attributes | body.Length | (is2019 ? 0x4000 : 0) | (packets is null ? 0 : 0x2000);
        return Wrap([.. U16(id), .. U16(bits), .. is2019 ? new byte[] { 1 } : [], .. number, .. U16(serial), .. packets ?? [], .. body]);
    }

    /// <summary>The exclusive or, the pairs and the delimiters around a message.</summary>
    public static byte[] Wrap(byte[] message)
    {
        byte[] plain = [.. message, message.Aggregate((byte)0, (sum, b) => (byte)(sum ^ b))];
        return [0x7E, .. plain.SelectMany(b => b switch { 0x7E => new byte[] { 0x7D, 2 }, 0x7D => [0x7D, 1], _ => [b] }), 0x7E];
    }

    /// <summary>A location; the time is BCD as text.</summary>
    public static byte[] Location(uint alarms = 0, uint status = 3, double latitude = 37.5665, double longitude = 126.978, string time = "261122170000", params byte[] items)
    {
        var body = new byte[22];
        BinaryPrimitives.WriteUInt32BigEndian(body, alarms);
        BinaryPrimitives.WriteUInt32BigEndian(body.AsSpan(4), status);
        BinaryPrimitives.WriteUInt32BigEndian(body.AsSpan(8), (uint)Math.Round(latitude * 1e6));
        BinaryPrimitives.WriteUInt32BigEndian(body.AsSpan(12), (uint)Math.Round(longitude * 1e6));
        BinaryPrimitives.WriteInt16BigEndian(body.AsSpan(16), -5);
        BinaryPrimitives.WriteUInt16BigEndian(body.AsSpan(18), 360);
        BinaryPrimitives.WriteUInt16BigEndian(body.AsSpan(20), 271);
        return [.. body, .. Convert.FromHexString(time), .. items];
    }

    public static byte[] Batch(byte kind, params byte[][] locations) =>
        [.. U16(locations.Length), kind, .. locations.SelectMany(l => U16(l.Length).Concat(l))];

    public static byte[] General(ushort serial, ushort id, byte result = 0, string terminal = Terminal) =>
        Frame(0x8001, [.. U16(serial), .. U16(id), result], terminal, serial: 0);

    private static byte[] U16(int value) => [(byte)(value >> 8), (byte)value];
}
