namespace Civic.Ledger;

/// <summary>What came of one line of a bank's reply.</summary>
/// <param name="Number">The line's number in the batch.</param>
/// <param name="Outcome">Whether it is done, and if not, why.</param>
/// <param name="Transfer">What came of its transfer; <see cref="CreateTransferResult.Created"/> also when the book was not asked.</param>
public readonly record struct BankReplyResult(int Number, BankReplyOutcome Outcome, CreateTransferResult Transfer = CreateTransferResult.Created);
