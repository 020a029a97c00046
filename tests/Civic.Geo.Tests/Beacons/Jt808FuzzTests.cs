namespace Civic.Geo.Beacons;

public class Jt808FuzzTests : ProtocolFuzzTests
{
    protected override FuzzSample Sample { get; } = new(
        BeaconProtocols.Standard["jt808"],
        BeaconOptions.Default,
        [],
        [
            .. Enumerable.Range(0, 3).Select(i => Jt808Writer.Frame(0x0200, Jt808Writer.Location(latitude: 30 + i, items: [0x31, 1, 9]), serial: (ushort)i)),
            Jt808Writer.Frame(0x0200, Jt808Writer.Location(latitude: 0x7E7D7E / 1e6, longitude: 0x7D0102 / 1e6, items: [0xE0, 2, 0x7E, 0x7D])),
            Jt808Writer.Frame(0x0704, Jt808Writer.Batch(1, Jt808Writer.Location(latitude: 40), Jt808Writer.Location(latitude: 41))),
            Jt808Writer.Frame(0x0200, Jt808Writer.Location(latitude: 42), terminal: "01234567890123456789"),
        ]);
}
