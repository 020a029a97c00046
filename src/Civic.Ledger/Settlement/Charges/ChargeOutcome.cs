namespace Civic.Ledger;

/// <summary>What came of a charge or of its refund, in order of precedence. All but <see cref="Done"/> move nothing.</summary>
public enum ChargeOutcome
{
    /// <summary>Done.</summary>
    Done = 0,

    /// <summary>It was so before: the answer to a repeated request.</summary>
    Unchanged = 1,

    /// <summary>Something else has this identifier.</summary>
    IdInUse = 2,

    /// <summary>The accounting day lies in no period, or in a closed one.</summary>
    PeriodClosed = 3,

    /// <summary>No rule has this name.</summary>
    RuleNotFound = 4,

    /// <summary>No version of the rule is in force on the accounting day.</summary>
    NoVersionInForce = 5,

    /// <summary>The rule splits another currency.</summary>
    CurrencyDiffers = 6,

    /// <summary>A party or payee of the rule was given no account.</summary>
    PartyNotMapped = 7,

    /// <summary>A deduction of the rule is stated with each charge, and its amount was not given.</summary>
    DeductionNotStated = 8,

    /// <summary>The amount cannot be split: what is deducted is more than there is.</summary>
    CannotSplit = 9,

    /// <summary>No charge has this identifier.</summary>
    ChargeNotFound = 10,

    /// <summary>The refund's accounting day lies before the charge's.</summary>
    BeforeCharge = 11,

    /// <summary>Less is left to refund.</summary>
    ExceedsCharge = 12,

    /// <summary>A party's purse lacks what it must give back, and the rule does not let it be owed.</summary>
    PurseTooLow = 13,

    /// <summary>The book refused a transfer, so none was booked: see the results. The identifier may be burnt: use another one.</summary>
    TransfersRefused = 14,
}
