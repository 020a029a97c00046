namespace Civic.Ledger.Splits;

/// <summary>Why a run of a split tree was refused.</summary>
public enum SplitError
{
    /// <summary>The sources do not have the amount, or a child of a split of sources does not have its part.</summary>
    InsufficientFunds = 1,

    /// <summary>An amount to send or to set aside is below 0.</summary>
    NegativeAmount = 2,

    /// <summary>The shares of a split do not add to exactly 1, or to more than 1 beside a remaining share.</summary>
    BadShareSum = 3,

    /// <summary>A split has two remaining shares.</summary>
    TwoRemaining = 4,

    /// <summary>All of an account without a limit was asked for.</summary>
    UnboundedSendAll = 5,

    /// <summary>Shares of "all" were asked of sources: there is no amount to take shares of.</summary>
    SplitSourceInSendAll = 6,
}
