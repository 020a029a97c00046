namespace Civic.Ledger.Splits;

/// <summary>One child of a split of sources.</summary>
/// <param name="Portion">How much of the amount it must give.</param>
/// <param name="From">Where that comes from.</param>
public sealed record SourcePart(Portion Portion, Source From);
