namespace Civic.Ledger;

/// <summary>Where a manual entry stands. All but <see cref="Proposed"/> are final.</summary>
public enum ManualEntryState
{
    /// <summary>It waits for a second person until it expires; nothing has moved.</summary>
    Proposed = 0,

    /// <summary>A second person approved it and its transfers are booked.</summary>
    Booked = 1,

    /// <summary>A second person approved it, but the book refused a transfer, so nothing moved: propose it again under new identifiers.</summary>
    Refused = 2,

    /// <summary>A second person rejected it; nothing moved.</summary>
    Rejected = 3,

    /// <summary>The proposer took it back; nothing moved.</summary>
    Withdrawn = 4,
}
