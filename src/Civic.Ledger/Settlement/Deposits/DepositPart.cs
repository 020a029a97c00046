namespace Civic.Ledger;

/// <summary>What became of a part of a deposit.</summary>
public enum DepositPart
{
    /// <summary>It paid a bill.</summary>
    Applied = 0,

    /// <summary>It was above what was due (과납): a liability.</summary>
    Overpaid = 1,

    /// <summary>It belonged to no bill (오납): held in suspense.</summary>
    Suspended = 2,
}
