namespace Civic.Ledger;

/// <summary>Where deposits are booked.</summary>
/// <param name="Bank">The account of the bank or virtual account that took the money; debited.</param>
/// <param name="Overpayment">The liability for what was paid above what was due.</param>
/// <param name="Suspense">The account for what belongs to no bill.</param>
public sealed record DepositAccounts(AccountId Bank, AccountId Overpayment, AccountId Suspense);
