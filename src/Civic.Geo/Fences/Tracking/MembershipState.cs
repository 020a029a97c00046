namespace Civic.Geo;

/// <summary>How a subject stands to a fence.</summary>
internal enum MembershipState : byte
{
    /// <summary>Not inside; kept only to go on counting events.</summary>
    Outside,

    /// <summary>Not inside yet: meets the condition for an entry and has to go on doing so.</summary>
    Entering,

    /// <summary>Inside.</summary>
    Inside,

    /// <summary>Still inside: meets the condition for an exit and has to go on doing so.</summary>
    Leaving,
}
