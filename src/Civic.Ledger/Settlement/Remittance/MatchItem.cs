namespace Civic.Ledger;

/// <summary>One entry of a list that is matched.</summary>
/// <param name="Reference">What both sides call it.</param>
/// <param name="Amount">Minor units; may be negative.</param>
public readonly record struct MatchItem(string Reference, long Amount);
