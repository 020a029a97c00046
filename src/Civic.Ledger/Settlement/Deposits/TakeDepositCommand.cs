using System.Text.Json.Serialization.Metadata;

namespace Civic.Ledger;

/// <summary>Applies money that came in to what is due; more than that is an over-payment, and what names no known bill is a mis-payment.</summary>
internal sealed class TakeDepositCommand(DepositTaken input) : SettlementCommand<DepositTaken, DepositResult>(input)
{
    public const string Type = "deposit.taken";

    public override string EntryType => Type;

    protected override JsonTypeInfo<DepositTaken> Format => SettlementJson.Default.DepositTaken;

    public override int CountEvents(LedgerMachine machine) => 2;

    protected override DepositResult Run(LedgerMachine machine, ulong timestamp)
    {
        var book = machine.Settlement.Deposits;
        if (book.Deposits.TryGetValue(new(Input.Id), out var same))
            return new(same.Request == Fingerprint() ? DepositOutcome.Unchanged : DepositOutcome.IdInUse, same.Value, null, []);
        if (SettlementBook.PeriodOf(machine, Input.Day) != CreateTransferResult.Created)
            return new(DepositOutcome.PeriodClosed, null, null, []);
        var bill = book.FindBill(Input.Bill);
        if (bill is not null && bill.Currency.Ledger != Input.Ledger)
            return new(DepositOutcome.CurrencyDiffers, null, null, []);
        var applied = Math.Min(Input.Amount, bill?.Due ?? 0);
        var results = BookChain(machine, timestamp, Transfers(bill, applied));
        if (!AreCreated(results))
            return new(DepositOutcome.TransfersRefused, null, null, results);
        Currency.TryFind(Input.Ledger, out var currency);
        var rest = Input.Amount - applied;
        var deposit = new Deposit(
            new(Input.Id), currency, Input.Amount, Input.Day, Input.Reference, Input.Accounts, applied > 0 ? [new(bill!.Id, applied)] : [],
            bill is null ? 0 : rest, bill is null ? rest : 0);
        book.Deposits[deposit.Id] = new(deposit, Fingerprint());
        if (applied > 0)
            book.Pay(bill!.Id, applied);
        return new(DepositOutcome.Done, deposit, null, results);
    }

    protected override string Describe(DepositResult outcome) => Describe(outcome.Outcome, outcome.Results);

    private Transfer[] Transfers(Bill? bill, long applied)
    {
        var (entry, ids) = (new SettlementEntry(Input.Ledger, Input.Day, Input.Id), new SettlementIds("deposit", Input.Id));
        var transfers = new List<Transfer>(2);
        if (applied > 0)
            transfers.Add(entry.Transfer(ids, 1, Input.Accounts.Bank, bill!.Receivable, applied, SettlementCode.DepositApplied));
        if (Input.Amount > applied)
        {
            var (to, code) = bill is null
                ? (Input.Accounts.Suspense, SettlementCode.Mispayment)
                : (Input.Accounts.Overpayment, SettlementCode.Overpayment);
            transfers.Add(entry.Transfer(ids, 2, Input.Accounts.Bank, to, Input.Amount - applied, code));
        }

        return [.. transfers];
    }
}
