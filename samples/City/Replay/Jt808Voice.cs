using System.Globalization;
using NodaTime;

namespace Civic.City.Replay;

/// <summary>A taxi terminal: JT/T 808, registering and authenticating before it reports. Its clock shows UTC+8, as the standard says.</summary>
internal sealed class Jt808Voice(string terminal) : DeviceVoice
{
    private const int Registration = 0x0100;
    private const int Authentication = 0x0102;
    private const int Location = 0x0200;
    private const byte Mark = 0x7E;
    private static readonly Offset StandardClock = Offset.FromHours(8);
    private readonly byte[] _plain = new byte[MaxFrame / 2];
    private byte[] _authentication = [];
    private int _serial;

    public override int Greetings => 2;

    public override int Greet(int number, Span<byte> frame)
    {
        var body = Begin(number == 0 ? Registration : Authentication);
        if (number == 0)
        {
            body.UInt16(0);
            body.UInt16(0);
            body.Text("CIVIC");
            body.Text("EVENING".PadRight(20, '\0'));
            body.Text(terminal[^7..]);
            body.Byte(0);
        }
        else
        {
            foreach (var b in _authentication)
            {
                body.Byte(b);
            }
        }

        return Close(body, frame);
    }

    public override int Tell(in Report report, Span<byte> frame)
    {
        var body = Begin(Location);
        var south = report.Position.Latitude < 0 ? 1u << 2 : 0;
        var west = report.Position.Longitude < 0 ? 1u << 3 : 0;
        body.UInt32(report.Sos ? 1u : 0);
        body.UInt32(0b11 | south | west);
        body.UInt32((uint)Math.Abs(Coordinates.Scaled(report.Position.Latitude, 1_000_000)));
        body.UInt32((uint)Math.Abs(Coordinates.Scaled(report.Position.Longitude, 1_000_000)));
        body.UInt16(Report.Altitude);
        body.UInt16((int)Math.Round(report.Speed * Report.KilometresAnHourPerMetreASecond * 10));
        body.UInt16((int)report.Course);
        body.Bcd(report.Time.WithOffset(StandardClock).ToString("yyMMddHHmmss", CultureInfo.InvariantCulture));
        body.Byte(0x31);
        body.Byte(1);
        body.Byte(Report.Satellites);
        return Close(body, frame);
    }

    public override int ReadAnswer(ReadOnlySpan<byte> received)
    {
        var end = received.Length < 2 ? -1 : received[1..].IndexOf(Mark) + 1;
        if (end <= 0)
        {
            return 0;
        }

        // 0 mark, 1-2 id, 3-4 attributes, 5-10 number, 11-12 serial, then the body: serial and (id and) result of ours.
        Span<byte> plain = stackalloc byte[MaxFrame];
        var answer = Unescape(received[..end], plain);
        var id = answer.Length > 16 ? (answer[1] << 8) | answer[2] : 0;
        if (id == 0x8100 && answer[15] == 0)
        {
            _authentication = answer[16..^1].ToArray();
            return end + 1;
        }

        return id == 0x8001 && answer[17] == 0 ? end + 1 : -1;
    }

    private FrameWriter Begin(int id)
    {
        _serial = (_serial + 1) & 0xFFFF;
        var writer = new FrameWriter(_plain);
        writer.UInt16(id);
        writer.UInt16(0);
        writer.Bcd(terminal);
        writer.UInt16(_serial);
        return writer;
    }

    private int Close(FrameWriter message, Span<byte> frame)
    {
        const int HeaderLength = 12;
        message.Written[2] = (byte)((message.Length - HeaderLength) >> 8);
        message.Written[3] = (byte)(message.Length - HeaderLength);
        message.Byte(Checksums.Xor(message.Written));
        var writer = new FrameWriter(frame);
        writer.Byte(Mark);
        foreach (var b in message.Written)
        {
            if (b is Mark or 0x7D)
            {
                writer.Byte(0x7D);
                writer.Byte(b == Mark ? 2 : 1);
            }
            else
            {
                writer.Byte(b);
            }
        }

        writer.Byte(Mark);
        return writer.Length;
    }

    private static ReadOnlySpan<byte> Unescape(ReadOnlySpan<byte> frame, Span<byte> plain)
    {
        var writer = new FrameWriter(plain);
        for (var i = 0; i < frame.Length && writer.Length < plain.Length; i++)
        {
            var escaped = frame[i] == 0x7D && i + 1 < frame.Length;
            writer.Byte(escaped ? (frame[++i] == 2 ? Mark : 0x7D) : frame[i]);
        }

        return plain[..writer.Length];
    }
}
