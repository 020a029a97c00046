namespace Civic.Ledger;

/// <summary>What a party was still owed (above 0) or had been advanced (below 0) by rounding before a charge.</summary>
/// <param name="Party">The party.</param>
/// <param name="Remainder">Minor units as an exact fraction, as <c>-1/3</c>.</param>
public sealed record StatementCarried(string Party, string Remainder);
