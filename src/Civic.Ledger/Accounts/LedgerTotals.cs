using System.Numerics;

namespace Civic.Ledger;

/// <summary>The sums over all accounts of one ledger, in minor units. Debits equal credits, both pending and posted, always.</summary>
/// <param name="Ledger">The ledger.</param>
/// <param name="DebitsPending">Sum of debits set aside.</param>
/// <param name="DebitsPosted">Sum of debits made.</param>
/// <param name="CreditsPending">Sum of credits set aside.</param>
/// <param name="CreditsPosted">Sum of credits made.</param>
public readonly record struct LedgerTotals(
    uint Ledger, BigInteger DebitsPending, BigInteger DebitsPosted, BigInteger CreditsPending, BigInteger CreditsPosted)
{
    /// <summary>Whether debits equal credits, both pending and posted.</summary>
    public bool Balances => DebitsPending == CreditsPending && DebitsPosted == CreditsPosted;
}
