namespace Civic.Ledger;

/// <summary>One resident's place in a dividend.</summary>
/// <param name="Account">The account that is credited.</param>
/// <param name="Weight">How many parts of the whole it gets, 0 or more; 1 for everyone in an equal dividend.</param>
public readonly record struct DividendShare(AccountId Account, long Weight);
