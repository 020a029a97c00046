namespace Civic.Geo.Beacons;

/// <summary>The framer rules for GT06.</summary>
public class Gt06FuzzTests : ProtocolFuzzTests
{
    protected override FuzzSample Sample { get; } = new(
        BeaconProtocols.Standard["gt06"],
        BeaconOptions.Default,
        Gt06Frames.Login(),
        [
            Gt06Frames.Position(hour: 13, minute: 10),
            Gt06Frames.Build(0x22, Gt06Frames.PositionBody(minute: 1, latitude: -33.8), serial: 6),
            Gt06Frames.Build(0x16, [.. Gt06Frames.PositionBody(minute: 2), 9, 1, 0xCC, 0, 0x28, 0x7D, 0, 0x1F, 0x71, 0x46, 6, 4, 1, 2], serial: 7),
            Gt06Frames.BuildLong(0x70, [0, 0x2C, 0, 4, 1, 2, 3, 4, 0, 0x33, 0, 18, 0x63, 3, 0x56, 0x4E, 7, 1, 0x70, .. Gt06Frames.PositionBody(longitude: -70)[7..]], serial: 8),
            Gt06Frames.Build(0xA0, Gt06Frames.PositionBody(minute: 4), serial: 0x0D0A),
            Gt06Frames.Position(minute: 5),
        ]);
}
