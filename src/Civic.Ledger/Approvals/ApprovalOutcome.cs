namespace Civic.Ledger;

/// <summary>What came of a step in a manual entry's life. All but the first change no balance; all are on record.</summary>
public enum ApprovalOutcome
{
    /// <summary>Done.</summary>
    Done = 0,

    /// <summary>The same person did the same before: the answer to a repeated request.</summary>
    Unchanged = 1,

    /// <summary>No manual entry has this identifier.</summary>
    NotFound = 2,

    /// <summary>Another manual entry has this identifier.</summary>
    IdInUse = 3,

    /// <summary>The proposer cannot approve or reject; only withdraw.</summary>
    SamePerson = 4,

    /// <summary>Only the proposer can withdraw; others reject.</summary>
    NotTheProposer = 5,

    /// <summary>It was booked, refused, rejected or withdrawn before.</summary>
    AlreadyDecided = 6,

    /// <summary>It waited too long; propose it again under new identifiers.</summary>
    Expired = 7,

    /// <summary>The book refused a transfer, so none was booked: see the results.</summary>
    TransfersRefused = 8,
}
