using System.Globalization;
using System.Text;

namespace Civic.City.Replay;

/// <summary>A shared scooter: H02 text messages, each answered by V4.</summary>
internal sealed class H02Voice(string id) : DeviceVoice
{
    private const uint NothingActive = 0xFFFF_FFFF;
    private const uint Sos = 1u << 1;
    private const uint IgnitionOn = 1u << 10;

    public override int Greetings => 0;

    public override int Greet(int number, Span<byte> frame) => 0;

    public override int Tell(in Report report, Span<byte> frame)
    {
        // Active bits are 0.
        var status = NothingActive & ~IgnitionOn & ~(report.Sos ? Sos : 0);
        var time = report.Time.ToString("HHmmss", CultureInfo.InvariantCulture);
        var date = report.Time.ToString("ddMMyy", CultureInfo.InvariantCulture);
        var place = Coordinates.Nmea(report.Position);
        var speed = report.Speed * Report.KnotsPerMetreASecond;
        var text = string.Create(CultureInfo.InvariantCulture, $"*HQ,{id},V1,{time},A,{place},{speed:0.00},{report.Course:0},{date},{status:X8}#");
        return Encoding.ASCII.GetBytes(text, frame);
    }

    public override int ReadAnswer(ReadOnlySpan<byte> received)
    {
        var end = received.IndexOf((byte)'#');
        return end < 0 ? 0 : received.IndexOf(",V4,V1,"u8) > 0 ? end + 1 : -1;
    }
}
