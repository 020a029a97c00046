namespace Civic.Geo.Beacons;

public class TeltonikaFuzzTests : ProtocolFuzzTests
{
    protected override FuzzSample Sample { get; } = new(
        BeaconProtocols.Standard["teltonika"],
        BeaconOptions.Default,
        TeltonikaWriter.Login(),
        [.. Enumerable.Range(0, 5).Select(Frame)]);

    private static byte[] Frame(int i) => TeltonikaWriter.Frame(
        TeltonikaWriter.Record(TeltonikaWriter.Start + (2 * i), 37 + i, items: [(239, 1), (240, 1)]),
        TeltonikaWriter.Record(TeltonikaWriter.Start + (2 * i) + 1, 37.5 + i));
}

public class TeltonikaUdpFuzzTests : ProtocolFuzzTests
{
    protected override FuzzSample Sample { get; } = new(
        BeaconProtocols.Standard["teltonika-udp"],
        BeaconOptions.Default,
        [],
        [.. Enumerable.Range(0, 5).Select(i => TeltonikaWriter.Datagram(TeltonikaWriter.Packet(8, TeltonikaWriter.Record(TeltonikaWriter.Start + i, 37 + i))))],
        HasChecksum: false);
}
