using System.Numerics;

namespace Civic.Ledger;

/// <summary>What all accounts of one ledger, fund and code were debited and credited, in minor units; only what is posted, not what is pending.</summary>
/// <param name="Ledger">The ledger.</param>
/// <param name="Fund">The fund; 0 is the general fund.</param>
/// <param name="Code">The code of the accounts.</param>
/// <param name="Accounts">How many accounts these are.</param>
/// <param name="Debits">Sum of debits made.</param>
/// <param name="Credits">Sum of credits made.</param>
public sealed record TrialBalanceLine(uint Ledger, uint Fund, ushort Code, int Accounts, BigInteger Debits, BigInteger Credits);
