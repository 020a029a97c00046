using System.Buffers;
using NodaTime;

namespace Civic.Geo.Beacons;

/// <summary>A protocol whose beacons come one request at a time. Without state: one instance serves every request on every thread.</summary>
public interface IHttpBeaconProtocol
{
    /// <summary>Lower-case name used in configuration, for example <c>osmand</c>.</summary>
    string Name { get; }

    /// <summary>Longest body in bytes; a longer one is answered 413 without being read.</summary>
    int MaxBodyLength { get; }

    /// <summary>Decodes one request. Never throws on bytes.</summary>
    /// <param name="request">The request.</param>
    /// <param name="receiveTime">When it arrived.</param>
    /// <param name="fixes">Fixes are added here.</param>
    /// <param name="reply">The body of the answer is written here; send it once the fixes are stored.</param>
    /// <param name="counters">Accepted and refused requests are counted here; may be shared by threads, at the price of an inexact count.</param>
    /// <returns>The HTTP status of the answer: 200, 400 for a request that holds no beacon, 403 for a device that is not accepted, 413 for one too long.</returns>
    int Read(in HttpBeacon request, Instant receiveTime, FixBuffer fixes, IBufferWriter<byte> reply, BeaconCounters counters);
}
