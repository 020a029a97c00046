namespace Civic.Geo;

/// <summary>Why a fence event was raised.</summary>
public enum FenceEventCause
{
    /// <summary>A fix of the subject, or of a moving fence's centre.</summary>
    Fix,

    /// <summary>Time went by: a minimum stay or a dwell time was met.</summary>
    Time,

    /// <summary>The fence was set or edited while the subject stood still.</summary>
    FenceChanged,

    /// <summary>The fence was removed; the last event of this fence and subject.</summary>
    FenceDeleted,

    /// <summary>The first fix of the subject that the monitor has seen was inside already.</summary>
    Initial,

    /// <summary>The position ran out of its time to live.</summary>
    Expiry,
}
