namespace Civic.Geo.Beacons;

/// <summary>What all locations of one frame have in common.</summary>
/// <param name="Device">Who sent them.</param>
/// <param name="ClockOffset">Milliseconds by which the device's clock is ahead of UTC.</param>
/// <param name="Flags">Flags of the whole frame.</param>
/// <param name="Integrity">What the frame proved.</param>
internal readonly record struct Jt808Origin(DeviceKey Device, int ClockOffset, FixFlags Flags, FixIntegrity Integrity);
