using System.Buffers;
using NodaTime;

namespace Civic.Geo.Beacons;

/// <summary>Where a decoder puts what a frame holds.</summary>
public readonly ref struct FrameOutput
{
    private readonly FixBuffer _fixes;
    private readonly BeaconCounters _counters;

    internal FrameOutput(FixBuffer fixes, IBufferWriter<byte> replies, BeaconCounters counters, Instant receiveTime, bool isBad)
    {
        _fixes = fixes;
        _counters = counters;
        Replies = replies;
        ReceiveTime = receiveTime;
        IsBad = isBad;
    }

    /// <summary>When the host received the bytes.</summary>
    public Instant ReceiveTime { get; }

    /// <summary>Whether the frame failed its checksum and is decoded because the reader is lenient.</summary>
    public bool IsBad { get; }

    /// <summary>Bytes for the device. Write nothing here that was not verified; the host sends them after it has stored the fixes.</summary>
    public IBufferWriter<byte> Replies { get; }

    internal FrameOutput AsBad() => new(_fixes, Replies, _counters, ReceiveTime, isBad: true);

    /// <summary>Delivers a fix.</summary>
    public void Add(in Fix fix)
    {
        _fixes.Add(fix);
        _counters.Fixes++;
    }

    /// <summary>Counts a part of the frame (a record, a sentence) that could not be used. The frame itself stays accepted.</summary>
    public void Refuse(RefusalReason reason) => _counters.Refuse(reason);
}
