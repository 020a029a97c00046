namespace Civic.Ledger;

/// <summary>What came of drafting, releasing or withdrawing a remittance batch, in order of precedence. All but <see cref="Done"/> move nothing.</summary>
public enum RemittanceOutcome
{
    /// <summary>Done.</summary>
    Done = 0,

    /// <summary>It was so before: the answer to a repeated request.</summary>
    Unchanged = 1,

    /// <summary>Another batch has this identifier.</summary>
    IdInUse = 2,

    /// <summary>No batch has this identifier.</summary>
    NotFound = 3,

    /// <summary>The batch was released before, or withdrawn.</summary>
    AlreadyDecided = 4,

    /// <summary>Who drafted a batch cannot release it.</summary>
    SamePerson = 5,

    /// <summary>The accounting day lies in no period, or in a closed one.</summary>
    PeriodClosed = 6,

    /// <summary>No payable account has this number.</summary>
    AccountNotFound = 7,

    /// <summary>Nobody has as much as the minimum payout: all of it is carried over.</summary>
    NothingPayable = 8,

    /// <summary>The book refused a transfer, so none was booked: see the results.</summary>
    TransfersRefused = 9,
}
