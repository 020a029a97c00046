namespace Civic.Ledger;

/// <summary>What came of one line of a bank's reply, in order of precedence. All but <see cref="Done"/> move nothing.</summary>
public enum BankReplyOutcome
{
    /// <summary>Done.</summary>
    Done = 0,

    /// <summary>No batch has this identifier.</summary>
    BatchNotFound = 1,

    /// <summary>The batch has no line of this number.</summary>
    LineNotFound = 2,

    /// <summary>The batch was not released, so the bank cannot have seen it.</summary>
    NotReleased = 3,

    /// <summary>The same was said before: the answer to a repeated reply.</summary>
    Unchanged = 4,

    /// <summary>The payment was returned before; that is final. Late news that it had been carried out change nothing.</summary>
    AlreadyReturned = 5,

    /// <summary>The bank names another amount than the line's.</summary>
    AmountDiffers = 6,

    /// <summary>The book refused the transfer: see the result.</summary>
    TransferRefused = 7,
}
