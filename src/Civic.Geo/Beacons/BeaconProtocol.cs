namespace Civic.Geo.Beacons;

/// <summary>A wire protocol by name, able to make a decoder for each connection.</summary>
/// <param name="Name">Lower-case name used in configuration, for example <c>gt06</c>.</param>
/// <param name="CreateDecoder">Makes the decoder of one connection.</param>
public sealed record BeaconProtocol(string Name, Func<BeaconOptions, BeaconDecoder> CreateDecoder);
