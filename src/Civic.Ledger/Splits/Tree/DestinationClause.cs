using System.Numerics;

namespace Civic.Ledger.Splits;

/// <summary>One clause of an ordered or one-of destination.</summary>
/// <param name="Max">The most it takes, in minor units; below 0 counts as 0.</param>
/// <param name="To">Where that goes.</param>
public sealed record DestinationClause(BigInteger Max, Destination To);
