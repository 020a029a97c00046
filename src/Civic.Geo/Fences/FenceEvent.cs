using NodaTime;

namespace Civic.Geo;

/// <summary>One thing that happened between a subject and a fence.</summary>
/// <remarks>
/// Personal data: carries positions. <see cref="ToString"/> leaves them out, so that an event may be logged.
/// </remarks>
public readonly record struct FenceEvent
{
    /// <summary>What happened.</summary>
    public FenceEventKind Kind { get; init; }

    /// <summary>Why it was raised.</summary>
    public FenceEventCause Cause { get; init; }

    /// <summary>The fence.</summary>
    public FenceId Fence { get; init; }

    /// <summary>Version of the fence that was in force; for a deletion, the last one.</summary>
    public int Version { get; init; }

    /// <summary>The device that entered, left, dwelt, ... ; for a moving fence the one that is not the centre.</summary>
    public DeviceId Subject { get; init; }

    /// <summary>Counts the events of this fence and subject from 1, without gaps.</summary>
    public long Sequence { get; init; }

    /// <summary>Fix time of the subject's last accepted fix.</summary>
    public Instant FixTime { get; init; }

    /// <summary>
    /// When it was decided: the receive time of the fix, the instant at which a time rule fell due
    /// (whenever <see cref="FenceMonitor.Advance"/> was called), or the time of the edit.
    /// </summary>
    public Instant EvaluatedAt { get; init; }

    /// <summary>The subject's position at <see cref="FixTime"/>.</summary>
    public GeoPoint Position { get; init; }

    /// <summary>
    /// Metres from the position to the fence's boundary, negative inside;
    /// for a moving fence, metres between subject and centre.
    /// </summary>
    public double Distance { get; init; }

    /// <summary>The device at the centre of a moving fence; null for an area.</summary>
    public DeviceId? Center { get; init; }

    /// <summary>The centre's last position; null for an area.</summary>
    public GeoPoint? CenterPosition { get; init; }

    /// <summary>What a receiver remembers to recognise the event when it comes again.</summary>
    public FenceEventId Id => new(Fence, Version, Subject, Sequence);

    /// <summary>Kind, cause and id; no position.</summary>
    public override string ToString() => $"{Kind} ({Cause}) {Id}";
}
