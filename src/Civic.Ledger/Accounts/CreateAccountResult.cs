namespace Civic.Ledger;

/// <summary>
/// What came of creating one account, in order of precedence: when several apply, the first is given. All but
/// <see cref="Created"/> change nothing.
/// </summary>
public enum CreateAccountResult : byte
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

    /// <summary>A field that must be zero is not.</summary>
    ReservedField = 8,

    /// <summary>A flag that has no meaning is set.</summary>
    ReservedFlag = 9,

    /// <summary>An identifier is 1 or more.</summary>
    IdMustNotBeZero = 10,

    /// <summary>An identifier is less than 2^128 - 1.</summary>
    IdMustNotBeIntMax = 11,

    /// <summary>The identifier was used before with another flags.</summary>
    ExistsWithDifferentFlags = 12,

    /// <summary>The identifier was used before with another user data 128.</summary>
    ExistsWithDifferentUserData128 = 13,

    /// <summary>The identifier was used before with another user data 64.</summary>
    ExistsWithDifferentUserData64 = 14,

    /// <summary>The identifier was used before with another user data 32.</summary>
    ExistsWithDifferentUserData32 = 15,

    /// <summary>The identifier was used before with another ledger.</summary>
    ExistsWithDifferentLedger = 16,

    /// <summary>The identifier was used before with another code.</summary>
    ExistsWithDifferentCode = 17,

    /// <summary>The identifier was used before with another fund.</summary>
    ExistsWithDifferentFund = 18,

    /// <summary>The same was created before: the answer to a repeated request.</summary>
    Exists = 19,

    /// <summary>These flags cannot be used together.</summary>
    FlagsAreMutuallyExclusive = 20,

    /// <summary>A new account has no balance.</summary>
    DebitsPendingMustBeZero = 21,

    /// <summary>A new account has no balance.</summary>
    DebitsPostedMustBeZero = 22,

    /// <summary>A new account has no balance.</summary>
    CreditsPendingMustBeZero = 23,

    /// <summary>A new account has no balance.</summary>
    CreditsPostedMustBeZero = 24,

    /// <summary>A ledger is 1 or more.</summary>
    LedgerMustNotBeZero = 25,

    /// <summary>A code is 1 or more.</summary>
    CodeMustNotBeZero = 26,

    /// <summary>An imported event lies after the newest one of its kind that is known.</summary>
    ImportedEventTimestampMustNotRegress = 27,
}
