namespace Civic.Ledger;

/// <summary>What came of declaring a dividend or of paying a chunk of it, in order of precedence. All but <see cref="Done"/> move nothing.</summary>
public enum DividendOutcome
{
    /// <summary>Done.</summary>
    Done = 0,

    /// <summary>It was so before: the answer to a repeated request.</summary>
    Unchanged = 1,

    /// <summary>Another dividend has this identifier, or another chunk this number: the list is not the one that was declared.</summary>
    IdInUse = 2,

    /// <summary>No dividend has this identifier.</summary>
    NotFound = 3,

    /// <summary>A chunk before this one is missing, because it was refused.</summary>
    OutOfOrder = 4,

    /// <summary>The accounting day lies in no period, or in a closed one.</summary>
    PeriodClosed = 5,

    /// <summary>The list holds more or fewer accounts or weight than was declared, or odd units are not where the rounding puts them.</summary>
    DoesNotFitDeclaration = 6,

    /// <summary>The book refused a transfer of a linked chunk, so none of it was booked. Distribute again when the cause is gone.</summary>
    TransfersRefused = 7,
}
