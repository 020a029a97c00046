namespace Civic.Ledger;

/// <summary>What giving back and re-assigning have in common.</summary>
/// <param name="input">The input.</param>
internal abstract class MoveDepositCommand<TInput>(TInput input) : SettlementCommand<TInput, DepositResult>(input)
{
    protected abstract DepositMove Move(long interest);

    protected DepositResult? Before(LedgerMachine machine, Guid id, Guid deposit)
    {
        var book = machine.Settlement.Deposits;
        if (!book.Moves.TryGetValue(new(id), out var same))
            return null;
        return new(same.Request == Fingerprint() ? DepositOutcome.Unchanged : DepositOutcome.IdInUse, book.FindDeposit(deposit), same.Value, []);
    }

    protected DepositResult Finish(LedgerMachine machine, Deposit after, CreateTransferResult[] results, long interest)
    {
        var book = machine.Settlement.Deposits;
        var move = Move(interest);
        book.Put(after);
        book.Moves[move.Id] = new(move, Fingerprint());
        return new(DepositOutcome.Done, after, move, results);
    }

    protected static AccountId AccountOf(Deposit deposit, DepositPart part) =>
        part == DepositPart.Overpaid ? deposit.Accounts.Overpayment : deposit.Accounts.Suspense;

    protected override string Describe(DepositResult outcome) => Describe(outcome.Outcome, outcome.Results);
}
