using System.Text.Json.Serialization.Metadata;

namespace Civic.Ledger;

/// <summary>
/// Takes in the bank's reply, line by line: a payment carried out moves to the bank's account, a returned one back to the payable account. Replies may
/// come twice and out of order; a return is final.
/// </summary>
internal sealed class BankReplyCommand(BankReplied input) : SettlementCommand<BankReplied, IReadOnlyList<BankReplyResult>>(input)
{
    public const string Type = "remittance.replied";

    public override string EntryType => Type;

    protected override JsonTypeInfo<BankReplied> Format => SettlementJson.Default.BankReplied;

    public override int CountEvents(LedgerMachine machine) => Math.Max(1, Input.Lines.Count);

    protected override IReadOnlyList<BankReplyResult> Run(LedgerMachine machine, ulong timestamp)
    {
        var book = machine.Settlement.Remittances;
        if (book.Find(new(Input.Id)) is not { } entry)
            return [.. Input.Lines.Select(l => new BankReplyResult(l.Number, BankReplyOutcome.BatchNotFound))];
        var lines = entry.Batch.Lines.ToArray();
        var attempt = entry.Attempt;
        var results = new BankReplyResult[Input.Lines.Count];
        for (var i = 0; i < results.Length; i++)
        {
            var reply = Input.Lines[i];
            results[i] = new(reply.Number, Check(lines, reply));
            if (results[i].Outcome != BankReplyOutcome.Done)
                continue;
            var line = lines[reply.Number - 1];
            var booked = BookChain(machine, timestamp - (ulong)(results.Length - 1 - i), [Transfer(entry.Batch, line, reply, attempt)])[0];
            if (booked != CreateTransferResult.Created)
            {
                attempt++;
                results[i] = new(reply.Number, BankReplyOutcome.TransferRefused, booked);
                continue;
            }

            lines[reply.Number - 1] = reply.IsReturned
                ? line with { State = RemittanceLineState.Returned, Reason = reply.Reason }
                : line with { State = RemittanceLineState.Settled };
        }

        book.Put(entry with { Batch = entry.Batch with { Lines = lines }, Attempt = attempt });
        return results;
    }

    protected override string Describe(IReadOnlyList<BankReplyResult> outcome) =>
        string.Join(',', outcome.Select(r => r.Outcome == BankReplyOutcome.TransferRefused ? $"{(int)r.Outcome}:{(int)r.Transfer}" : $"{(int)r.Outcome}"));

    private static BankReplyOutcome Check(RemittanceLine[] lines, BankReply reply)
    {
        if (reply.Number < 1 || reply.Number > lines.Length)
            return BankReplyOutcome.LineNotFound;
        var line = lines[reply.Number - 1];
        return line.State switch
        {
            RemittanceLineState.Drafted or RemittanceLineState.Withdrawn => BankReplyOutcome.NotReleased,
            RemittanceLineState.Settled when !reply.IsReturned => BankReplyOutcome.Unchanged,
            RemittanceLineState.Returned => reply.IsReturned ? BankReplyOutcome.Unchanged : BankReplyOutcome.AlreadyReturned,
            _ => line.Amount == reply.Amount ? BankReplyOutcome.Done : BankReplyOutcome.AmountDiffers,
        };
    }

    private Transfer Transfer(RemittanceBatch batch, RemittanceLine line, BankReply reply, int attempt)
    {
        var entry = new SettlementEntry(batch.Currency.Ledger, Input.Day, Input.Id);
        var ids = new SettlementIds($"remittance.{(reply.IsReturned ? "return" : "settle")}/{attempt}", Input.Id);
        var from = line.State == RemittanceLineState.Settled ? batch.Bank : batch.Transit;
        return reply.IsReturned
            ? entry.Transfer(ids, line.Number, from, line.Payable, line.Amount, SettlementCode.RemittanceReturned)
            : entry.Transfer(ids, line.Number, batch.Transit, batch.Bank, line.Amount, SettlementCode.RemittanceSettled);
    }
}
