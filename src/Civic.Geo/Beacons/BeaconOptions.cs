using NodaTime;

namespace Civic.Geo.Beacons;

/// <summary>How a reader treats one connection. Immutable: share it between connections.</summary>
public sealed record BeaconOptions
{
    /// <summary>Strict, standard clocks, every device accepted.</summary>
    public static BeaconOptions Default { get; } = new();

    /// <summary>
    /// Deliver what fails its checksum, marked <see cref="FixIntegrity.Bad"/>, instead of refusing it. Default
    /// <see langword="false"/>: some cheap devices compute checksums wrongly, but so does a broken line.
    /// </summary>
    public bool Lenient { get; init; }

    /// <summary>The device at the other end when the protocol does not say (an NMEA receiver on a serial server). Default none.</summary>
    public DeviceKey Device { get; init; }

    /// <summary>
    /// Whether a device may report here; asked once per connection, at its first message. Default: every device may.
    /// A refused Teltonika login is answered 00; other protocols give no answer.
    /// </summary>
    public Func<DeviceKey, bool>? Accept { get; init; }

    /// <summary>
    /// What the device's clock shows, for protocols whose times carry no zone. Default <see langword="null"/>: the
    /// protocol's own rule (GT06 UTC; JT/T 808 UTC+8).
    /// </summary>
    public Offset? DeviceClock { get; init; }

    /// <summary>
    /// Take the zone that a GT06 login states as what the device's clock shows. Default <see langword="false"/>: many devices state a zone and
    /// still send UTC. Without effect when <see cref="DeviceClock"/> is set.
    /// </summary>
    public bool Gt06LoginZone { get; init; }

    /// <summary>Join NMEA sentences of the same time of day into one fix. Default <see langword="true"/>; otherwise each RMC, GGA, GLL and GNS is a fix of its own.</summary>
    public bool MergeNmeaEpochs { get; init; } = true;

    /// <summary>Old Teltonika firmware that adds a group of 16-byte values after the 8-byte ones. Default <see langword="false"/>.</summary>
    public bool TeltonikaWideGroup { get; init; }
}
