using System.Globalization;
using System.Text;

namespace Civic.Geo.Beacons;

/// <summary>The framer rules for NMEA 0183, each position sentence a fix of its own.</summary>
public class NmeaFuzzTests : ProtocolFuzzTests
{
    protected override FuzzSample Sample { get; } = new(
        BeaconProtocols.Standard["nmea"],
        new BeaconOptions { Device = DeviceKey.Parse("bus-7"), MergeNmeaEpochs = false },
        [],
        [.. Enumerable.Range(0, 6).Select(Sentence)]);

    private static byte[] Sentence(int second)
    {
        var talker = second % 2 == 0 ? "GP" : "GN";
        var body = string.Create(CultureInfo.InvariantCulture, $"{talker}RMC,1359{second + 50:00}.25,A,3733.{second}234567,N,12658.765{second},E,{second}.50,084.4,221126,,,A");
        return Encoding.ASCII.GetBytes(NmeaLine.Of(body));
    }
}
