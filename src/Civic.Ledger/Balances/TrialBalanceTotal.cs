using System.Numerics;

namespace Civic.Ledger;

/// <summary>The sums of one fund of one ledger, in minor units. Money crosses neither, so debits equal credits in each.</summary>
/// <param name="Ledger">The ledger.</param>
/// <param name="Fund">The fund; 0 is the general fund.</param>
/// <param name="Debits">Sum of debits made.</param>
/// <param name="Credits">Sum of credits made.</param>
public sealed record TrialBalanceTotal(uint Ledger, uint Fund, BigInteger Debits, BigInteger Credits)
{
    /// <summary>Whether debits equal credits.</summary>
    public bool IsBalanced => Debits == Credits;
}
