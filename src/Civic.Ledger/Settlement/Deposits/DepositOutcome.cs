namespace Civic.Ledger;

/// <summary>
/// What came of raising a bill, taking a deposit, returning or re-assigning one, in order of precedence. All but <see cref="Done"/> move nothing.
/// </summary>
public enum DepositOutcome
{
    /// <summary>Done.</summary>
    Done = 0,

    /// <summary>It was so before: the answer to a repeated request.</summary>
    Unchanged = 1,

    /// <summary>Something else has this identifier.</summary>
    IdInUse = 2,

    /// <summary>The accounting day lies in no period, or in a closed one.</summary>
    PeriodClosed = 3,

    /// <summary>No deposit has this identifier.</summary>
    DepositNotFound = 4,

    /// <summary>No bill has this identifier.</summary>
    BillNotFound = 5,

    /// <summary>Bill and deposit are in different currencies.</summary>
    CurrencyDiffers = 6,

    /// <summary>That part of the deposit holds less.</summary>
    ExceedsDeposit = 7,

    /// <summary>Less is due on the bill.</summary>
    ExceedsDue = 8,

    /// <summary>The book refused a transfer, so none was booked: see the results.</summary>
    TransfersRefused = 9,
}
