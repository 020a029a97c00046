namespace Civic.Ledger.Splits;

/// <summary>One child of a split of destinations.</summary>
/// <param name="Portion">How much of the amount it gets.</param>
/// <param name="To">Where that goes.</param>
public sealed record DestinationPart(Portion Portion, Destination To);
