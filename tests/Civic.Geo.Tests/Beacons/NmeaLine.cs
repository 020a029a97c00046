using System.Globalization;
using System.Text;

namespace Civic.Geo.Beacons;

/// <summary>Sentences as receivers write them, and what a reader makes of them.</summary>
internal static class NmeaLine
{
    public static BeaconProtocol Protocol { get; } = BeaconProtocols.Standard["nmea"];

    /// <summary>A sentence of <paramref name="body"/> with start, checksum and line end.</summary>
    public static string Of(string body, string end = "\r\n") => $"${body}*{Sum(body)}{end}";

    /// <summary>The checksum's two digits.</summary>
    public static string Sum(string body) => Encoding.ASCII.GetBytes(body).Aggregate(0, (sum, b) => sum ^ b).ToString("X2", CultureInfo.InvariantCulture);

    /// <summary>Sends raw text to a reader of its own, to its end.</summary>
    public static Wire Send(string text, BeaconOptions? options = null) => new Wire(Protocol, options).Send(Encoding.Latin1.GetBytes(text));

    /// <summary>Sends sentences, given by their bodies, in one cycle.</summary>
    public static Wire Hear(params string[] bodies) => Send(string.Concat(bodies.Select(b => Of(b))));

    /// <summary>The only fix of these sentences.</summary>
    public static Fix One(params string[] bodies) => Assert.Single(Hear(bodies).Fixes);
}
