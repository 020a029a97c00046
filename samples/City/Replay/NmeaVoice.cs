using System.Globalization;
using System.Text;

namespace Civic.City.Replay;

/// <summary>A bus router: NMEA 0183 sentences, each after the vehicle's id. Nobody answers.</summary>
internal sealed class NmeaVoice(string id) : DeviceVoice
{
    public override int Greetings => 0;

    public override bool IsAnswered => false;

    public override int Greet(int number, Span<byte> frame) => 0;

    public override int Tell(in Report report, Span<byte> frame)
    {
        var time = report.Time.ToString("HHmmss'.'ff", CultureInfo.InvariantCulture);
        var date = report.Time.ToString("ddMMyy", CultureInfo.InvariantCulture);
        var place = Coordinates.Nmea(report.Position);
        var speed = report.Speed * Report.KnotsPerMetreASecond;
        var text =
            Sentence(string.Create(CultureInfo.InvariantCulture, $"GNRMC,{time},A,{place},{speed:0.00},{report.Course:0.0},{date},,,A")) +
            Sentence(string.Create(CultureInfo.InvariantCulture, $"GNGGA,{time},{place},1,{Report.Satellites},0.9,{Report.Altitude}.0,M,23.0,M,,"));
        return Encoding.ASCII.GetBytes(text, frame);
    }

    public override int ReadAnswer(ReadOnlySpan<byte> received) => -1;

    private string Sentence(string body)
    {
        var sum = 0;
        foreach (var c in body)
        {
            sum ^= c;
        }

        return string.Create(CultureInfo.InvariantCulture, $"{id}${body}*{sum:X2}\r\n");
    }
}
