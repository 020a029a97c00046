using System.Text.Json.Serialization.Metadata;

namespace Civic.Ledger;

/// <summary>Releases a batch, which moves what the draft set aside, or withdraws it, which frees it.</summary>
internal sealed class DecideRemittanceCommand(RemittanceDecided input) : SettlementCommand<RemittanceDecided, RemittanceResult>(input)
{
    public const string Type = "remittance.decided";

    public override string EntryType => Type;

    protected override JsonTypeInfo<RemittanceDecided> Format => SettlementJson.Default.RemittanceDecided;

    public override int CountEvents(LedgerMachine machine) => machine.Settlement.Remittances.Find(new(Input.Id))?.Batch.Lines.Count ?? 1;

    protected override RemittanceResult Run(LedgerMachine machine, ulong timestamp)
    {
        if (machine.Settlement.Remittances.Find(new(Input.Id)) is not { } entry)
            return new(RemittanceOutcome.NotFound, null, []);
        var batch = entry.Batch;
        if (batch.Lines[0].State != RemittanceLineState.Drafted)
        {
            var isSame = Input.IsRelease ? batch.ReleasedBy == Input.Actor : !batch.IsReleased;
            return new(isSame ? RemittanceOutcome.Unchanged : RemittanceOutcome.AlreadyDecided, batch, []);
        }

        if (Input.IsRelease && batch.DraftedBy == Input.Actor)
            return new(RemittanceOutcome.SamePerson, batch, []);
        if (SettlementBook.PeriodOf(machine, Input.Day) != CreateTransferResult.Created)
            return new(RemittanceOutcome.PeriodClosed, batch, []);
        var results = BookChain(machine, timestamp, Transfers(entry));
        if (!AreCreated(results))
        {
            machine.Settlement.Remittances.Put(entry with { Attempt = entry.Attempt + 1 });
            return new(RemittanceOutcome.TransfersRefused, batch, results);
        }

        var state = Input.IsRelease ? RemittanceLineState.Released : RemittanceLineState.Withdrawn;
        batch = batch with { Lines = [.. batch.Lines.Select(l => l with { State = state })] };
        if (Input.IsRelease)
            batch = batch with { ReleasedBy = Input.Actor, ReleaseDay = Input.Day };
        machine.Settlement.Remittances.Put(entry with { Batch = batch });
        return new(RemittanceOutcome.Done, batch, results);
    }

    protected override string Describe(RemittanceResult outcome) => Describe(outcome.Outcome, outcome.Results);

    private Transfer[] Transfers(RemittanceEntry entry)
    {
        var batch = entry.Batch;
        var drafted = new SettlementIds(DraftRemittanceCommand.Purpose, Input.Id);
        var ids = new SettlementIds($"remittance.{(Input.IsRelease ? "release" : "withdraw")}/{entry.Attempt}", Input.Id);
        var with = new SettlementEntry(batch.Currency.Ledger, Input.Day, Input.Id);
        var flag = Input.IsRelease ? TransferFlags.PostPending : TransferFlags.VoidPending;
        return [.. batch.Lines.Select(l => with.Transfer(ids, l.Number, l.Payable, batch.Transit, l.Amount, SettlementCode.Remittance) with
        {
            Flags = flag,
            PendingId = drafted[l.Number],
        })];
    }
}
