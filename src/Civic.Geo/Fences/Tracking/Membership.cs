namespace Civic.Geo;

/// <summary>One subject at one fence.</summary>
internal struct Membership
{
    public int Subject;
    public int Fence;

    // Neighbours in the subject's list and in the fence's list; 0 for none.
    public int NextOfSubject;
    public int PreviousOfSubject;
    public int NextOfFence;
    public int PreviousOfFence;

    /// <summary>Number of the last event.</summary>
    public long Sequence;

    /// <summary>When it entered.</summary>
    public long Since;

    /// <summary>Since when it has been <see cref="MembershipState.Entering"/> or <see cref="MembershipState.Leaving"/>.</summary>
    public long PendingSince;

    public MembershipState State;
    public bool Dwelt;

    /// <summary>Whether the loss of its position has been reported.</summary>
    public bool Lost;

    public readonly bool IsMember => State >= MembershipState.Inside;
}
