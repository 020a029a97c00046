using System.Buffers.Binary;

namespace Civic.City.Replay;

/// <summary>A service vehicle's tracker: Teltonika codec 8 Extended, one record a packet.</summary>
internal sealed class TeltonikaVoice(string imei) : DeviceVoice
{
    private bool _greeted;

    public override int Greetings => 1;

    public override int Greet(int number, Span<byte> frame)
    {
        _greeted = false;
        var writer = new FrameWriter(frame);
        writer.UInt16(imei.Length);
        writer.Text(imei);
        return writer.Length;
    }

    public override int Tell(in Report report, Span<byte> frame)
    {
        var data = new FrameWriter(frame[8..]);
        data.Byte(0x8E);
        data.Byte(1);
        data.Int64(report.Time.ToUnixTimeMilliseconds());
        data.Byte(report.Sos ? 2 : 0);
        data.UInt32((uint)Coordinates.Scaled(report.Position.Longitude, 10_000_000));
        data.UInt32((uint)Coordinates.Scaled(report.Position.Latitude, 10_000_000));
        data.UInt16(Report.Altitude);
        data.UInt16((int)report.Course);
        data.Byte(Report.Satellites);
        data.UInt16((int)Math.Round(report.Speed * Report.KilometresAnHourPerMetreASecond));
        WriteValues(ref data, moving: report.Speed > 0);
        data.Byte(1);
        var crc = Checksums.Arc(data.Written);

        var head = new FrameWriter(frame);
        head.UInt32(0);
        head.UInt32((uint)data.Length);
        var tail = new FrameWriter(frame[(8 + data.Length)..]);
        tail.UInt32((uint)crc);
        return 8 + data.Length + 4;
    }

    public override int ReadAnswer(ReadOnlySpan<byte> received)
    {
        if (!_greeted)
        {
            _greeted = !received.IsEmpty && received[0] == 1;
            return received.IsEmpty ? 0 : _greeted ? 1 : -1;
        }

        return received.Length < 4 ? 0 : BinaryPrimitives.ReadUInt32BigEndian(received) == 1 ? 4 : -1;
    }

    private static void WriteValues(ref FrameWriter data, bool moving)
    {
        data.UInt16(0);
        data.UInt16(4);
        data.UInt16(3);
        data.UInt16(239);
        data.Byte(1);
        data.UInt16(240);
        data.Byte(moving ? 1 : 0);
        data.UInt16(113);
        data.Byte(87);
        data.UInt16(1);
        data.UInt16(182);
        data.UInt16(9);
        data.UInt16(0);
        data.UInt16(0);
        data.UInt16(0);
    }
}
