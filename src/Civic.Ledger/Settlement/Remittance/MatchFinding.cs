namespace Civic.Ledger;

/// <summary>What a three-way match finds for one reference. Several can be so at once.</summary>
[Flags]
public enum MatchFinding
{
    /// <summary>All three name it with the same amount.</summary>
    Matched = 0,

    /// <summary>The ledger does not know it.</summary>
    MissingInLedger = 1 << 0,

    /// <summary>The list of virtual-account deposits does not have it.</summary>
    MissingInDeposits = 1 << 1,

    /// <summary>The bank file does not have it.</summary>
    MissingInBank = 1 << 2,

    /// <summary>Those that have it name different amounts.</summary>
    AmountDiffers = 1 << 3,

    /// <summary>One of them has it more than once; amounts are compared as sums.</summary>
    Repeated = 1 << 4,
}
