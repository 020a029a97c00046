using System.Globalization;
using System.Text;

namespace Civic.Geo.Beacons;

/// <summary>Sentences as receivers write them, for tests.</summary>
internal static class NmeaLine
{
    /// <summary>A sentence of <paramref name="body"/> with start, checksum and line end.</summary>
    public static string Of(string body, string end = "\r\n") => $"${body}*{Sum(body)}{end}";

    /// <summary>The checksum's two digits.</summary>
    public static string Sum(string body) => Encoding.ASCII.GetBytes(body).Aggregate(0, (sum, b) => sum ^ b).ToString("X2", CultureInfo.InvariantCulture);
}
