using System.Text.Json.Serialization.Metadata;

namespace Civic.Ledger;

/// <summary>Drafts a batch: sets aside all that each payable account has to give, as pending transfers to the account of money on its way.</summary>
internal sealed class DraftRemittanceCommand(RemittanceDrafted input) : SettlementCommand<RemittanceDrafted, RemittanceResult>(input)
{
    public const string Type = "remittance.drafted";
    public const string Purpose = "remittance.draft";

    public override string EntryType => Type;

    protected override JsonTypeInfo<RemittanceDrafted> Format => SettlementJson.Default.RemittanceDrafted;

    public override int CountEvents(LedgerMachine machine) => Math.Max(1, Input.Requests.Count);

    protected override RemittanceResult Run(LedgerMachine machine, ulong timestamp)
    {
        var book = machine.Settlement.Remittances;
        if (book.Find(new(Input.Id)) is { } same)
            return new(same.Request == Fingerprint() ? RemittanceOutcome.Unchanged : RemittanceOutcome.IdInUse, same.Batch, []);
        if (SettlementBook.PeriodOf(machine, Input.Day) != CreateTransferResult.Created)
            return new(RemittanceOutcome.PeriodClosed, null, []);
        var lines = new List<RemittanceLine>();
        var carried = new List<AccountId>();
        foreach (var request in Input.Requests)
        {
            if (!machine.Engine.TryGetAccount(request.Payable, out var account))
                return new(RemittanceOutcome.AccountNotFound, null, []);
            var payable = Purse.Free(account);
            if (payable < Math.Max(1, Input.MinimumPayout))
                carried.Add(request.Payable);
            else
                lines.Add(new(lines.Count + 1, request.Payable, request.PayeeToken, request.Reference, payable));
        }

        return lines.Count == 0 ? new(RemittanceOutcome.NothingPayable, null, []) : Book(machine, timestamp, lines, carried);
    }

    protected override string Describe(RemittanceResult outcome) => Describe(outcome.Outcome, outcome.Results);

    private RemittanceResult Book(LedgerMachine machine, ulong timestamp, List<RemittanceLine> lines, List<AccountId> carried)
    {
        var ids = new SettlementIds(Purpose, Input.Id);
        var entry = new SettlementEntry(Input.Ledger, Input.Day, Input.Id);
        var results = BookChain(machine, timestamp, [.. lines.Select(l =>
            entry.Transfer(ids, l.Number, l.Payable, Input.Transit, l.Amount, SettlementCode.Remittance) with { Flags = TransferFlags.Pending })]);
        if (!AreCreated(results))
            return new(RemittanceOutcome.TransfersRefused, null, results);
        Currency.TryFind(Input.Ledger, out var currency);
        var batch = new RemittanceBatch(
            new(Input.Id), currency, Input.Transit, Input.Bank, Input.MinimumPayout, Input.Actor, Input.Day, lines, carried);
        machine.Settlement.Remittances.Put(new(batch, Fingerprint()));
        return new(RemittanceOutcome.Done, batch, results);
    }
}
