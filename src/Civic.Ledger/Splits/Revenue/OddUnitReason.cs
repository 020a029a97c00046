namespace Civic.Ledger;

/// <summary>Why a line got units above its floor.</summary>
public enum OddUnitReason
{
    /// <summary>It got none.</summary>
    None = 0,

    /// <summary>It was next in written order.</summary>
    WrittenOrder = 1,

    /// <summary>Its cut-off fraction was among the largest.</summary>
    LargestRemainder = 2,

    /// <summary>It is the party that takes the odd units.</summary>
    Residual = 3,

    /// <summary>Its running exact total reaches the next whole unit soonest.</summary>
    SoonestDue = 4,
}
