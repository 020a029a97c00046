using System.Text.Json.Serialization.Metadata;

namespace Civic.Ledger;

/// <summary>Gives an over-payment or mis-payment back, with interest as a line of its own.</summary>
internal sealed class ReturnDepositCommand(DepositReturned input) : MoveDepositCommand<DepositReturned>(input)
{
    public const string Type = "deposit.returned";

    public override string EntryType => Type;

    protected override JsonTypeInfo<DepositReturned> Format => SettlementJson.Default.DepositReturned;

    public override int CountEvents(LedgerMachine machine) => 2;

    protected override DepositResult Run(LedgerMachine machine, ulong timestamp)
    {
        if (Before(machine, Input.Id, Input.Deposit) is { } same)
            return same;
        if (SettlementBook.PeriodOf(machine, Input.Day) != CreateTransferResult.Created)
            return new(DepositOutcome.PeriodClosed, null, null, []);
        if (machine.Settlement.Deposits.FindDeposit(Input.Deposit) is not { } deposit)
            return new(DepositOutcome.DepositNotFound, null, null, []);
        if (Input.Amount > deposit.Held(Input.From))
            return new(DepositOutcome.ExceedsDeposit, deposit, null, []);
        var interest = Input.Interest?.On(Input.Amount, Input.Day) ?? 0;
        var (entry, ids) = (new SettlementEntry(deposit.Currency.Ledger, Input.Day, Input.Id), new SettlementIds("deposit.return", Input.Id));
        var code = Input.From == DepositPart.Overpaid ? SettlementCode.OverpaymentReturned : SettlementCode.MispaymentReturned;
        var transfers = new List<Transfer> { entry.Transfer(ids, 1, AccountOf(deposit, Input.From), Input.To, Input.Amount, code) };
        if (interest > 0)
            transfers.Add(entry.Transfer(ids, 2, Input.Interest!.Expense, Input.To, interest, SettlementCode.ReturnInterest));
        var results = BookChain(machine, timestamp, [.. transfers]);
        if (!AreCreated(results))
            return new(DepositOutcome.TransfersRefused, deposit, null, results);
        var after = deposit.With(Input.From, null, -Input.Amount) with { Returned = deposit.Returned + Input.Amount };
        return Finish(machine, after, results, interest);
    }

    protected override DepositMove Move(long interest) => new(
        new(Input.Id), new(Input.Deposit), Input.From, null, null, Input.Amount, interest, Input.Interest?.LegalBasis, Input.Day, Input.Actor);
}
