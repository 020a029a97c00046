namespace Civic.Ledger;

/// <summary>Why an amount could not be refunded.</summary>
public enum RefundProblem
{
    /// <summary>It could.</summary>
    None = 0,

    /// <summary>The amount is below 0.</summary>
    NegativeAmount = 1,

    /// <summary>The amount is more than what is left to refund.</summary>
    MoreThanRemains = 2,
}
