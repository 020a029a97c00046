namespace Civic.Ledger;

/// <summary>What came of declaring a dividend or of paying a chunk.</summary>
/// <param name="Outcome">Whether it is done, and if not, why.</param>
/// <param name="Dividend">The dividend as it stands now; <see langword="null"/> when there is none.</param>
/// <param name="Refused">The accounts whose transfers the book refused, and why; empty when it refused none.</param>
public sealed record DividendResult(
    DividendOutcome Outcome, Dividend? Dividend, IReadOnlyList<KeyValuePair<AccountId, CreateTransferResult>> Refused);
