namespace Civic.Ledger;

/// <summary>What a deposit paid of a bill.</summary>
/// <param name="Bill">The bill.</param>
/// <param name="Amount">Minor units.</param>
public readonly record struct DepositApplication(BillId Bill, long Amount);
