namespace Civic.Ledger;

/// <summary>
/// What came of creating one transfer, in order of precedence: when several apply, the first is given. All but
/// <see cref="Created"/> move nothing; those that burn the identifier leave a mark on it.
/// </summary>
public enum CreateTransferResult : byte
{
    /// <summary>Done.</summary>
    Created = 0,

    /// <summary>Another event of its chain failed, so nothing of the chain was applied.</summary>
    LinkedEventFailed = 1,

    /// <summary>The last event of the request is flagged as linked to a next one.</summary>
    LinkedEventChainOpen = 2,

    /// <summary>The first event of the request is imported and this one is not.</summary>
    ImportedEventExpected = 3,

    /// <summary>This event is imported and the first of the request is not.</summary>
    ImportedEventNotExpected = 4,

    /// <summary>Only imported events carry a timestamp.</summary>
    TimestampMustBeZero = 5,

    /// <summary>An imported event needs a timestamp above 0 and below 2^63.</summary>
    ImportedEventTimestampOutOfRange = 6,

    /// <summary>An imported event lies before the time of the request.</summary>
    ImportedEventTimestampMustNotAdvance = 7,

    /// <summary>A flag that has no meaning is set.</summary>
    ReservedFlag = 8,

    /// <summary>An identifier is 1 or more.</summary>
    IdMustNotBeZero = 9,

    /// <summary>An identifier is less than 2^128 - 1.</summary>
    IdMustNotBeIntMax = 10,

    /// <summary>The identifier was used before with another flags.</summary>
    ExistsWithDifferentFlags = 11,

    /// <summary>The identifier was used before with another pending id.</summary>
    ExistsWithDifferentPendingId = 12,

    /// <summary>The identifier was used before with another timeout.</summary>
    ExistsWithDifferentTimeout = 13,

    /// <summary>The identifier was used before with another debit account id.</summary>
    ExistsWithDifferentDebitAccountId = 14,

    /// <summary>The identifier was used before with another credit account id.</summary>
    ExistsWithDifferentCreditAccountId = 15,

    /// <summary>The identifier was used before with another amount.</summary>
    ExistsWithDifferentAmount = 16,

    /// <summary>The identifier was used before with another user data 128.</summary>
    ExistsWithDifferentUserData128 = 17,

    /// <summary>The identifier was used before with another user data 64.</summary>
    ExistsWithDifferentUserData64 = 18,

    /// <summary>The identifier was used before with another user data 32.</summary>
    ExistsWithDifferentUserData32 = 19,

    /// <summary>The identifier was used before with another ledger.</summary>
    ExistsWithDifferentLedger = 20,

    /// <summary>The identifier was used before with another code.</summary>
    ExistsWithDifferentCode = 21,

    /// <summary>The identifier was used before with another accounting day; 0 matches any.</summary>
    ExistsWithDifferentAccountingDay = 22,

    /// <summary>The same was created before: the answer to a repeated request.</summary>
    Exists = 23,

    /// <summary>An earlier try with this identifier failed for a reason that may pass; try again with a new identifier.</summary>
    IdAlreadyFailed = 24,

    /// <summary>These flags cannot be used together.</summary>
    FlagsAreMutuallyExclusive = 25,

    /// <summary>The debit account is missing.</summary>
    DebitAccountIdMustNotBeZero = 26,

    /// <summary>The debit account cannot be 2^128 - 1.</summary>
    DebitAccountIdMustNotBeIntMax = 27,

    /// <summary>The credit account is missing.</summary>
    CreditAccountIdMustNotBeZero = 28,

    /// <summary>The credit account cannot be 2^128 - 1.</summary>
    CreditAccountIdMustNotBeIntMax = 29,

    /// <summary>Debit and credit account are the same.</summary>
    AccountsMustBeDifferent = 30,

    /// <summary>Only a post or a void names a pending transfer.</summary>
    PendingIdMustBeZero = 31,

    /// <summary>A post or a void names a pending transfer.</summary>
    PendingIdMustNotBeZero = 32,

    /// <summary>The pending transfer cannot be 2^128 - 1.</summary>
    PendingIdMustNotBeIntMax = 33,

    /// <summary>A transfer cannot post or void itself.</summary>
    PendingIdMustBeDifferent = 34,

    /// <summary>Only a pending transfer has a timeout.</summary>
    TimeoutReservedForPendingTransfer = 35,

    /// <summary>A transfer that closes an account is pending, so that a void can open it again.</summary>
    ClosingTransferMustBePending = 36,

    /// <summary>A ledger is 1 or more.</summary>
    LedgerMustNotBeZero = 37,

    /// <summary>A code is 1 or more.</summary>
    CodeMustNotBeZero = 38,

    /// <summary>No such debit account. Burns the identifier.</summary>
    DebitAccountNotFound = 39,

    /// <summary>No such credit account. Burns the identifier.</summary>
    CreditAccountNotFound = 40,

    /// <summary>Money never moves between ledgers.</summary>
    AccountsMustHaveTheSameLedger = 41,

    /// <summary>The transfer names another ledger than its accounts.</summary>
    TransferMustHaveTheSameLedgerAsAccounts = 42,

    /// <summary>Earmarked money stays in its fund: the accounts belong to different ones.</summary>
    AccountsMustHaveTheSameFund = 43,

    /// <summary>No such pending transfer. Burns the identifier.</summary>
    PendingTransferNotFound = 44,

    /// <summary>The transfer named is not a pending one.</summary>
    PendingTransferNotPending = 45,

    /// <summary>The pending transfer has another debit account.</summary>
    PendingTransferHasDifferentDebitAccountId = 46,

    /// <summary>The pending transfer has another credit account.</summary>
    PendingTransferHasDifferentCreditAccountId = 47,

    /// <summary>The pending transfer has another ledger.</summary>
    PendingTransferHasDifferentLedger = 48,

    /// <summary>The pending transfer has another code.</summary>
    PendingTransferHasDifferentCode = 49,

    /// <summary>More than the pending amount cannot be posted.</summary>
    ExceedsPendingTransferAmount = 50,

    /// <summary>A void names the whole pending amount, or 0.</summary>
    PendingTransferHasDifferentAmount = 51,

    /// <summary>The pending transfer was posted before.</summary>
    PendingTransferAlreadyPosted = 52,

    /// <summary>The pending transfer was voided before.</summary>
    PendingTransferAlreadyVoided = 53,

    /// <summary>The pending transfer ran out of time.</summary>
    PendingTransferExpired = 54,

    /// <summary>An imported event lies after the newest one of its kind that is known.</summary>
    ImportedEventTimestampMustNotRegress = 55,

    /// <summary>The imported transfer lies before its debit account.</summary>
    ImportedEventTimestampMustPostdateDebitAccount = 56,

    /// <summary>The imported transfer lies before its credit account.</summary>
    ImportedEventTimestampMustPostdateCreditAccount = 57,

    /// <summary>An imported transfer has no timeout.</summary>
    ImportedEventTimeoutMustBeZero = 58,

    /// <summary>The accounting day lies in no open period.</summary>
    PeriodNotOpen = 59,

    /// <summary>The accounting day lies in a period that takes approved adjustments only.</summary>
    PeriodSoftClosed = 60,

    /// <summary>The accounting day lies in a period that takes nothing any more.</summary>
    PeriodHardClosed = 61,

    /// <summary>The debit account is closed. Burns the identifier.</summary>
    DebitAccountAlreadyClosed = 62,

    /// <summary>The credit account is closed. Burns the identifier.</summary>
    CreditAccountAlreadyClosed = 63,

    /// <summary>The sum of debits pending would pass 2^128 - 1.</summary>
    OverflowsDebitsPending = 64,

    /// <summary>The sum of credits pending would pass 2^128 - 1.</summary>
    OverflowsCreditsPending = 65,

    /// <summary>The sum of debits posted would pass 2^128 - 1.</summary>
    OverflowsDebitsPosted = 66,

    /// <summary>The sum of credits posted would pass 2^128 - 1.</summary>
    OverflowsCreditsPosted = 67,

    /// <summary>The sum of debits would pass 2^128 - 1.</summary>
    OverflowsDebits = 68,

    /// <summary>The sum of credits would pass 2^128 - 1.</summary>
    OverflowsCredits = 69,

    /// <summary>Timestamp and timeout together pass 2^63.</summary>
    OverflowsTimeout = 70,

    /// <summary>The debit account may not owe more than it received. Burns the identifier.</summary>
    ExceedsCredits = 71,

    /// <summary>The credit account may not receive more than it owes. Burns the identifier.</summary>
    ExceedsDebits = 72,
}
