using System.Buffers.Binary;
using NodaTime;

namespace Civic.Geo.Beacons;

/// <summary>The answers a GT06 device waits for. Without them it sends again and in the end reconnects.</summary>
internal static class Gt06Reply
{
    /// <summary>What the device shows when no address is known; Civic looks none up.</summary>
    private static ReadOnlySpan<byte> NoAddress => "NA&&NA&&0##"u8;

    /// <summary>Says that the frame has arrived: its type and serial, in the short form even for a 7979 frame unless <paramref name="isLong"/>.</summary>
    internal static void Acknowledge(byte type, ReadOnlySpan<byte> serial, bool isLong, in FrameOutput output) =>
        Write(type, [], serial, isLong, output);

    /// <summary>Answers a question for the time with the six bytes of UTC.</summary>
    internal static void SendTime(Instant now, in FrameOutput output)
    {
        var utc = now.InUtc();
        ReadOnlySpan<byte> time = [(byte)(utc.Year % 100), (byte)utc.Month, (byte)utc.Day, (byte)utc.Hour, (byte)utc.Minute, (byte)utc.Second];
        Write(Gt06Type.TimeRequest, time, [0, 0], isLong: false, output);
    }

    /// <summary>Answers a question for the address of a place: none is known.</summary>
    internal static void SendNoAddress(in FrameOutput output)
    {
        Span<byte> content = stackalloc byte[5 + NoAddress.Length];
        content.Clear();
        content[0] = (byte)NoAddress.Length;
        NoAddress.CopyTo(content[5..]);
        Write(Gt06Type.AddressAnswer, content, [0, 0], isLong: true, output);
    }

    /// <summary>Answers a frame of access points, which has no serial, with its type and time.</summary>
    internal static void AcknowledgeWifi(ReadOnlySpan<byte> frame, in FrameOutput output)
    {
        const int length = 12;
        var reply = output.Replies.GetSpan(length);
        frame[..10].CopyTo(reply);
        reply[2] = 0;
        "\r\n"u8.CopyTo(reply[10..]);
        output.Replies.Advance(length);
    }

    private static void Write(byte type, ReadOnlySpan<byte> content, ReadOnlySpan<byte> serial, bool isLong, in FrameOutput output)
    {
        var header = isLong ? 4 : 3;
        var stated = 1 + content.Length + serial.Length + 2;
        var length = header + stated + 2;
        var reply = output.Replies.GetSpan(length)[..length];
        reply[..2].Fill((byte)(isLong ? 0x79 : 0x78));
        if (isLong)
        {
            BinaryPrimitives.WriteUInt16BigEndian(reply[2..], (ushort)stated);
        }
        else
        {
            reply[2] = (byte)stated;
        }

        reply[header] = type;
        content.CopyTo(reply[(header + 1)..]);
        serial.CopyTo(reply[^6..]);
        BinaryPrimitives.WriteUInt16BigEndian(reply[^4..], Crc16.X25(reply[2..^4]));
        "\r\n"u8.CopyTo(reply[^2..]);
        output.Replies.Advance(length);
    }
}
