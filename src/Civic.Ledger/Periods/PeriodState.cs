namespace Civic.Ledger;

/// <summary>What a fiscal period takes. It goes from open over softly closed to hard closed; a soft close may be taken back, a hard one never.</summary>
public enum PeriodState
{
    /// <summary>Every transfer.</summary>
    Open = 0,

    /// <summary>Transfers that two people approved, and no others.</summary>
    SoftClosed = 1,

    /// <summary>Nothing any more: what was posted in it never changes.</summary>
    HardClosed = 2,
}
