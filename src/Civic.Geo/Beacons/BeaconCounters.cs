using System.Runtime.CompilerServices;

namespace Civic.Geo.Beacons;

/// <summary>
/// What a reader has met so far. Written by the reader's thread; another thread may read a slightly older value.
/// Numbers only, no personal data: safe for metrics.
/// </summary>
public sealed class BeaconCounters
{
    private Refusals _refused;

    /// <summary>Frames verified and decoded.</summary>
    public long Accepted { get; internal set; }

    /// <summary>Fixes delivered (a frame may carry none, or many).</summary>
    public long Fixes { get; internal set; }

    /// <summary>Bytes taken from the stream, whatever they were.</summary>
    public long Bytes { get; internal set; }

    /// <summary>Bytes that belonged to no accepted frame.</summary>
    public long SkippedBytes { get; internal set; }

    /// <summary>Frames and fixes refused, whatever the reason.</summary>
    public long Refused
    {
        get
        {
            long sum = 0;
            foreach (var count in (ReadOnlySpan<long>)_refused)
            {
                sum += count;
            }

            return sum;
        }
    }

    /// <summary>Frames and fixes refused for <paramref name="reason"/>.</summary>
    public long RefusedFor(RefusalReason reason) => _refused[(int)reason];

    internal void Refuse(RefusalReason reason) => _refused[(int)reason]++;

    [InlineArray((int)RefusalReason.Unsupported + 1)]
    private struct Refusals
    {
        private long _first;
    }
}
