namespace Civic.Ledger;

/// <summary>Who gets the units that are missing after every share is rounded down.</summary>
public enum RoundingPolicy
{
    /// <summary>One each in written order.</summary>
    WrittenOrder = 0,

    /// <summary>One each to the largest fractions that were cut off; equal ones in written order.</summary>
    LargestRemainder = 1,

    /// <summary>All to one named party.</summary>
    Residual = 2,

    /// <summary>
    /// One each to the parties whose running exact total reaches its next whole unit soonest; what each is owed or was advanced is carried to
    /// the next split.
    /// </summary>
    Carried = 3,
}
