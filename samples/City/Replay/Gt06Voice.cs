namespace Civic.City.Replay;

/// <summary>A resident's panic button: GT06, with an alarm message while the SOS key is held.</summary>
internal sealed class Gt06Voice(string imei) : DeviceVoice
{
    private const int Login = 0x01;
    private const int Location = 0x12;
    private const int Alarm = 0x16;
    private const int AnswerLength = 10;
    private int _serial;
    private int _lastType;

    public override int Greetings => 1;

    public override int Greet(int number, Span<byte> frame)
    {
        var body = new FrameWriter(frame[4..]);
        body.Bcd(imei);
        return Close(Login, body.Length, frame);
    }

    public override int Tell(in Report report, Span<byte> frame)
    {
        var body = new FrameWriter(frame[4..]);
        WritePlace(ref body, report);
        if (report.Sos)
        {
            body.Byte(9);
        }

        body.UInt16(450);
        body.Byte(5);
        body.UInt16(0x1234);
        body.Byte(0);
        body.UInt16(0x5678);
        if (report.Sos)
        {
            body.Byte(0b0110_0100);
            body.Byte(5);
            body.Byte(4);
            body.Byte(1);
            body.Byte(2);
        }

        return Close(report.Sos ? Alarm : Location, body.Length, frame);
    }

    public override int ReadAnswer(ReadOnlySpan<byte> received)
    {
        if (received.Length < AnswerLength)
        {
            return 0;
        }

        var serial = (received[4] << 8) | received[5];
        return received[3] == _lastType && serial == _serial ? AnswerLength : -1;
    }

    private static void WritePlace(ref FrameWriter body, in Report report)
    {
        var utc = report.Time.InUtc().LocalDateTime;
        body.Byte(utc.Year % 100);
        body.Byte(utc.Month);
        body.Byte(utc.Day);
        body.Byte(utc.Hour);
        body.Byte(utc.Minute);
        body.Byte(utc.Second);
        body.Byte(0xC0 | Report.Satellites);
        body.UInt32((uint)Math.Abs(Coordinates.Scaled(report.Position.Latitude, 1_800_000)));
        body.UInt32((uint)Math.Abs(Coordinates.Scaled(report.Position.Longitude, 1_800_000)));
        body.Byte((int)Math.Round(report.Speed * Report.KilometresAnHourPerMetreASecond));
        var north = report.Position.Latitude >= 0 ? 1 << 10 : 0;
        var west = report.Position.Longitude < 0 ? 1 << 11 : 0;
        body.UInt16(((int)report.Course % 360) | north | west | (1 << 12));
    }

    /// <summary>Puts marker, length and type before the body, serial, checksum and trailer behind it.</summary>
    private int Close(int type, int bodyLength, Span<byte> frame)
    {
        _serial = (_serial + 1) & 0xFFFF;
        _lastType = type;
        var head = new FrameWriter(frame);
        head.UInt16(0x7878);
        head.Byte(bodyLength + 5);
        head.Byte(type);
        var tail = new FrameWriter(frame[(4 + bodyLength)..]);
        tail.UInt16(_serial);
        tail.UInt16(Checksums.X25(frame[2..(4 + bodyLength + 2)]));
        tail.UInt16(0x0D0A);
        return 4 + bodyLength + tail.Length;
    }
}
