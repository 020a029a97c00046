namespace Civic.Ledger.Splits;

/// <summary>What a split tree keeps one balance for: an account's money of one currency in one fund.</summary>
/// <param name="Account">The account.</param>
/// <param name="Currency">What is counted; any text, so that trees can be tried out on more than money.</param>
/// <param name="Fund">What the money is earmarked for; empty for the general part.</param>
public readonly record struct SplitPurse(string Account, string Currency, string Fund = "")
{
    /// <summary>The account that stands for everybody outside the book: it gives anything.</summary>
    public const string World = "world";
}
