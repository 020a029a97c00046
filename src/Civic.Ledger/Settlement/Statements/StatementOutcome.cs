namespace Civic.Ledger;

/// <summary>Whether a statement can be given, and if not, why, in order of precedence. A statement is never empty for want of an answer.</summary>
public enum StatementOutcome
{
    /// <summary>Here it is.</summary>
    Ready = 0,

    /// <summary>No period has this name.</summary>
    PeriodNotFound = 1,

    /// <summary>The period is open, so it has no end yet: close it softly first.</summary>
    PeriodOpen = 2,

    /// <summary>The account never stood for a party of a charge.</summary>
    PartyNotFound = 3,

    /// <summary>The account's entries and the settlement book do not agree, or pass 64 bits: nothing can be stated before someone has looked.</summary>
    EntriesUnreadable = 4,
}
