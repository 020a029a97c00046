using System.Numerics;

namespace Civic.Ledger.Splits;

/// <summary>One movement that a split tree asks for.</summary>
/// <param name="From">The account that gives.</param>
/// <param name="To">The account that receives, into the same fund.</param>
/// <param name="Currency">What is counted.</param>
/// <param name="Fund">The fund, empty for the general part.</param>
/// <param name="Amount">Minor units, 1 or more; 0 only under <see cref="ZeroParts.Posted"/>.</param>
public sealed record SplitPosting(string From, string To, string Currency, string Fund, BigInteger Amount);
