namespace Civic.Ledger;

/// <summary>What came of a charge or of its refund.</summary>
/// <param name="Outcome">Whether it is done, and if not, why.</param>
/// <param name="Charge">The charge as it stands now; <see langword="null"/> when there is none.</param>
/// <param name="Results">What came of each transfer; empty when the book was not asked.</param>
public sealed record ChargeResult(ChargeOutcome Outcome, Charge? Charge, IReadOnlyList<CreateTransferResult> Results);
