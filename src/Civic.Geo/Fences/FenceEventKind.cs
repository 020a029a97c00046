namespace Civic.Geo;

/// <summary>What happened between a subject and a fence.</summary>
public enum FenceEventKind
{
    /// <summary>The subject is inside now and was not before.</summary>
    Enter,

    /// <summary>The subject is no longer inside. Never reported without an earlier entry, reported or silent.</summary>
    Exit,

    /// <summary>The subject has stayed inside for the fence's dwell time; once a stay.</summary>
    Dwell,

    /// <summary>The way from one fix to the next led through the fence, with both ends outside.</summary>
    Cross,

    /// <summary>The subject came within the radius of a moving fence's centre.</summary>
    Approach,

    /// <summary>The subject is no longer near a moving fence's centre.</summary>
    Leave,

    /// <summary>The position of a member is too old to count. Not an exit: nobody knows where it is.</summary>
    Lost,

    /// <summary>A lost member reported again.</summary>
    Regained,
}
