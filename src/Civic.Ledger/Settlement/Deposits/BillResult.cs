namespace Civic.Ledger;

/// <summary>What came of raising a bill.</summary>
/// <param name="Outcome">Whether it is done, and if not, why.</param>
/// <param name="Bill">The bill as it stands now; <see langword="null"/> when there is none.</param>
/// <param name="Results">What came of its transfer; empty when the book was not asked.</param>
public sealed record BillResult(DepositOutcome Outcome, Bill? Bill, IReadOnlyList<CreateTransferResult> Results);
