using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace Civic.Geo.Beacons;

/// <summary>The registry of stream and datagram protocols. Immutable: <see cref="With"/> gives a larger one.</summary>
public sealed class BeaconProtocols
{
    private readonly ImmutableSortedDictionary<string, BeaconProtocol> _byName;

    private BeaconProtocols(ImmutableSortedDictionary<string, BeaconProtocol> byName) => _byName = byName;

    /// <summary>The protocols that Civic reads itself.</summary>
    public static BeaconProtocols Standard { get; } = new BeaconProtocols(ImmutableSortedDictionary.Create<string, BeaconProtocol>(StringComparer.Ordinal))
        .With(new("gt06", options => new Gt06Decoder(options)))
        .With(new("h02", options => new H02Decoder(options)))
        .With(new("jt808", options => new Jt808Decoder(options)))
        .With(new("nmea", options => new NmeaDecoder(options)))
        .With(new("teltonika", options => new TeltonikaDecoder(options)))
        .With(new("teltonika-udp", options => new TeltonikaUdpDecoder(options)));

    /// <summary>Every protocol, by name in ordinal order.</summary>
    public IEnumerable<BeaconProtocol> All => _byName.Values;

    /// <summary>A registry with <paramref name="protocol"/> added, or put in the place of one of the same name.</summary>
    /// <exception cref="ArgumentException">The name is empty.</exception>
    public BeaconProtocols With(BeaconProtocol protocol)
    {
        ArgumentNullException.ThrowIfNull(protocol);
        ArgumentException.ThrowIfNullOrWhiteSpace(protocol.Name);
        return new(_byName.SetItem(protocol.Name, protocol));
    }

    /// <summary>Finds a protocol by its name, for example one from a configuration file.</summary>
    public bool TryGet(string name, [NotNullWhen(true)] out BeaconProtocol? protocol) => _byName.TryGetValue(name, out protocol);

    /// <summary>The protocol of that name.</summary>
    /// <exception cref="ArgumentException">There is none; the message lists those there are.</exception>
    public BeaconProtocol this[string name] => TryGet(name, out var protocol)
        ? protocol
        : throw new ArgumentException($"No beacon protocol is named '{name}'. Known: {string.Join(", ", _byName.Keys)}. Add one with BeaconProtocols.With.", nameof(name));
}
