namespace Civic.Ledger;

/// <summary>Where a payment of a remittance batch stands.</summary>
public enum RemittanceLineState
{
    /// <summary>The money is set aside on the payable account.</summary>
    Drafted = 0,

    /// <summary>A second person released it; the money is on its way.</summary>
    Released = 1,

    /// <summary>The bank carried it out.</summary>
    Settled = 2,

    /// <summary>The bank returned it; the money is back on the payable account. Final.</summary>
    Returned = 3,

    /// <summary>The draft was withdrawn; the money is free again. Final.</summary>
    Withdrawn = 4,
}
