namespace Civic.Ledger;

/// <summary>What came of taking, returning or re-assigning a deposit.</summary>
/// <param name="Outcome">Whether it is done, and if not, why.</param>
/// <param name="Deposit">The deposit as it stands now; <see langword="null"/> when there is none.</param>
/// <param name="Move">The return or re-assignment; <see langword="null"/> when there is none.</param>
/// <param name="Results">What came of each transfer; empty when the book was not asked.</param>
public sealed record DepositResult(DepositOutcome Outcome, Deposit? Deposit, DepositMove? Move, IReadOnlyList<CreateTransferResult> Results);
