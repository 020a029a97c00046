namespace Civic.Ledger;

/// <summary>What a line of a statement is.</summary>
public enum StatementLineKind
{
    /// <summary>A line of a charge: what the party got.</summary>
    Charge = 0,

    /// <summary>A line of a refund: what the party gave back.</summary>
    Refund = 1,

    /// <summary>A payment to the party went to the bank.</summary>
    Payout = 2,

    /// <summary>The bank returned a payment.</summary>
    PayoutReturned = 3,

    /// <summary>Any other entry on the account.</summary>
    Other = 4,
}
