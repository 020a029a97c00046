using System.Text.Json.Serialization.Metadata;

namespace Civic.Ledger;

/// <summary>Books what someone owes: from the receivable account to the revenue account.</summary>
internal sealed class RaiseBillCommand(BillRaised input) : SettlementCommand<BillRaised, BillResult>(input)
{
    public const string Type = "bill.raised";

    public override string EntryType => Type;

    protected override JsonTypeInfo<BillRaised> Format => SettlementJson.Default.BillRaised;

    protected override BillResult Run(LedgerMachine machine, ulong timestamp)
    {
        var book = machine.Settlement.Deposits;
        if (book.Bills.TryGetValue(new(Input.Id), out var same))
            return new(same.Request == Fingerprint() ? DepositOutcome.Unchanged : DepositOutcome.IdInUse, same.Value, []);
        if (SettlementBook.PeriodOf(machine, Input.Day) != CreateTransferResult.Created)
            return new(DepositOutcome.PeriodClosed, null, []);
        var entry = new SettlementEntry(Input.Ledger, Input.Day, Input.Id);
        var results = BookChain(
            machine, timestamp, [entry.Transfer(new("bill", Input.Id), 1, Input.Receivable, Input.Revenue, Input.Amount, SettlementCode.Bill)]);
        if (!AreCreated(results))
            return new(DepositOutcome.TransfersRefused, null, results);
        Currency.TryFind(Input.Ledger, out var currency);
        var bill = new Bill(new(Input.Id), currency, Input.Receivable, Input.Revenue, Input.Amount, 0, Input.Day, Input.Reference);
        book.Bills[bill.Id] = new(bill, Fingerprint());
        return new(DepositOutcome.Done, bill, results);
    }

    protected override string Describe(BillResult outcome) => Describe(outcome.Outcome, outcome.Results);
}
