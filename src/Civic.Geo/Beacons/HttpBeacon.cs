using System.Buffers;

namespace Civic.Geo.Beacons;

/// <summary>The parts of an HTTP request (or an MQTT message) that a phone's beacon lies in. All text is UTF-8.</summary>
public readonly ref struct HttpBeacon
{
    /// <summary>Query string without the question mark, still percent-encoded.</summary>
    public ReadOnlySpan<byte> Query { get; init; }

    /// <summary>The Content-Type header, or empty.</summary>
    public ReadOnlySpan<byte> ContentType { get; init; }

    /// <summary>The body; the host bounds it to <see cref="IHttpBeaconProtocol.MaxBodyLength"/>.</summary>
    public ReadOnlySequence<byte> Body { get; init; }

    /// <summary>MQTT topic, or empty.</summary>
    public ReadOnlySpan<byte> Topic { get; init; }

    /// <summary>User the request was made for (OwnTracks: X-Limit-U, or the signed-in user), or empty.</summary>
    public ReadOnlySpan<byte> User { get; init; }

    /// <summary>Device of that user (OwnTracks: X-Limit-D), or empty.</summary>
    public ReadOnlySpan<byte> Device { get; init; }
}
