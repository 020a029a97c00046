namespace Civic.Ledger;

/// <summary>What came of approving a manual entry.</summary>
/// <param name="Outcome">Whether it is booked, and if not, why.</param>
/// <param name="Results">What came of each transfer; empty when the book was not asked.</param>
public sealed record ApprovalDecision(ApprovalOutcome Outcome, IReadOnlyList<CreateTransferResult> Results);
