namespace Civic.Ledger;

/// <summary>A statement, or the reason why there is none.</summary>
/// <param name="Outcome">Whether there is one.</param>
/// <param name="Statement">The statement; <see langword="null"/> unless ready.</param>
public sealed record StatementResult(StatementOutcome Outcome, SettlementStatement? Statement);
