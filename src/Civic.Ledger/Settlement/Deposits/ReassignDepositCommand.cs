using System.Text.Json.Serialization.Metadata;

namespace Civic.Ledger;

/// <summary>Moves money to the bill it was meant for: from suspense, from an over-payment, or from a bill it was applied to by mistake.</summary>
internal sealed class ReassignDepositCommand(DepositReassigned input) : MoveDepositCommand<DepositReassigned>(input)
{
    public const string Type = "deposit.reassigned";

    public override string EntryType => Type;

    protected override JsonTypeInfo<DepositReassigned> Format => SettlementJson.Default.DepositReassigned;

    private BillId? FromBill => Input.FromBill is { } bill ? new BillId(bill) : null;

    protected override DepositResult Run(LedgerMachine machine, ulong timestamp)
    {
        if (Before(machine, Input.Id, Input.Deposit) is { } same)
            return same;
        var book = machine.Settlement.Deposits;
        if (SettlementBook.PeriodOf(machine, Input.Day) != CreateTransferResult.Created)
            return new(DepositOutcome.PeriodClosed, null, null, []);
        if (book.FindDeposit(Input.Deposit) is not { } deposit)
            return new(DepositOutcome.DepositNotFound, null, null, []);
        var wrong = Input.From == DepositPart.Applied ? book.FindBill(Input.FromBill) : null;
        if (book.FindBill(Input.ToBill) is not { } right || (Input.From == DepositPart.Applied && wrong is null))
            return new(DepositOutcome.BillNotFound, deposit, null, []);
        if (right.Currency != deposit.Currency)
            return new(DepositOutcome.CurrencyDiffers, deposit, null, []);
        if (Input.Amount > deposit.Held(Input.From, FromBill))
            return new(DepositOutcome.ExceedsDeposit, deposit, null, []);
        if (Input.Amount > right.Due)
            return new(DepositOutcome.ExceedsDue, deposit, null, []);
        var entry = new SettlementEntry(deposit.Currency.Ledger, Input.Day, Input.Id);
        var from = wrong?.Receivable ?? AccountOf(deposit, Input.From);
        var ids = new SettlementIds("deposit.reassign", Input.Id);
        var results = from == right.Receivable // Then nothing moves between accounts.
            ? []
            : BookChain(machine, timestamp, [entry.Transfer(ids, 1, from, right.Receivable, Input.Amount, SettlementCode.Reassigned)]);
        if (!AreCreated(results))
            return new(DepositOutcome.TransfersRefused, deposit, null, results);
        if (wrong is not null)
            book.Pay(wrong.Id, -Input.Amount);
        book.Pay(right.Id, Input.Amount);
        return Finish(machine, deposit.With(Input.From, FromBill, -Input.Amount).With(DepositPart.Applied, right.Id, Input.Amount), results, 0);
    }

    protected override DepositMove Move(long interest) => new(
        new(Input.Id), new(Input.Deposit), Input.From, FromBill, new(Input.ToBill), Input.Amount, interest, null, Input.Day, Input.Actor);
}
