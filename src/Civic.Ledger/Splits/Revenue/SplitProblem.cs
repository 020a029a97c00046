namespace Civic.Ledger;

/// <summary>Why an amount could not be split.</summary>
public enum SplitProblem
{
    /// <summary>It could.</summary>
    None = 0,

    /// <summary>The amount is below 0. Money that goes back is a refund: <see cref="SplitRefunds"/>.</summary>
    NegativeAmount = 1,

    /// <summary>What is deducted is more than there is, of the whole or of the share it is taken from.</summary>
    DeductionsExceedAmount = 2,

    /// <summary>The carried remainders are of other parties, or could not have come from these shares. A new version of a rule starts at none.</summary>
    CarriedStateDoesNotFit = 3,
}
