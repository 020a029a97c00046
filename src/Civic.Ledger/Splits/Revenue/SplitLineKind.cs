namespace Civic.Ledger;

/// <summary>What a line of a split is.</summary>
public enum SplitLineKind
{
    /// <summary>Taken from the whole before it is shared: a fee, a tax contained in the price.</summary>
    Deduction = 0,

    /// <summary>A party's share.</summary>
    Share = 1,

    /// <summary>Taken from a party's share: a tax that is withheld.</summary>
    Withholding = 2,
}
