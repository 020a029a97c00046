namespace Civic.Journal;

/// <summary>
/// Proves a lease: each grant for a family gives a larger number, so that a writer that was paused and lost its lease cannot append any more.
/// </summary>
/// <param name="Value">1 or more; the default value, 0, is no lease.</param>
public readonly record struct FencingToken(long Value);
