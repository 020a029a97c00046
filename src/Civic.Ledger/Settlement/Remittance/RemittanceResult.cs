namespace Civic.Ledger;

/// <summary>What came of drafting, releasing or withdrawing a remittance batch.</summary>
/// <param name="Outcome">Whether it is done, and if not, why.</param>
/// <param name="Batch">The batch as it stands now; <see langword="null"/> when there is none.</param>
/// <param name="Results">What came of each transfer; empty when the book was not asked.</param>
public sealed record RemittanceResult(RemittanceOutcome Outcome, RemittanceBatch? Batch, IReadOnlyList<CreateTransferResult> Results);
