namespace Civic.Ledger.Splits;

/// <summary>Why a run was refused, and where.</summary>
/// <param name="Error">Why.</param>
/// <param name="Place">The node that could not do its part: <c>steps[1].source.ordered[0].max</c>.</param>
public sealed record SplitFailure(SplitError Error, string Place);
