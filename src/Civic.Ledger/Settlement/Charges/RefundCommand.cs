using System.Text.Json.Serialization.Metadata;

namespace Civic.Ledger;

/// <summary>Gives a charge back, whole or in part: every party gives back its part of the line it got, in one chain.</summary>
internal sealed class RefundCommand(ChargeRefunded input) : SettlementCommand<ChargeRefunded, ChargeResult>(input)
{
    public const string Type = "charge.refunded";

    public override string EntryType => Type;

    protected override JsonTypeInfo<ChargeRefunded> Format => SettlementJson.Default.ChargeRefunded;

    public override int CountEvents(LedgerMachine machine) =>
        Math.Max(1, 2 * machine.Settlement.Charges.Find(new ChargeId(Input.Charge))?.GivenBack.Length ?? 1);

    protected override ChargeResult Run(LedgerMachine machine, ulong timestamp)
    {
        var book = machine.Settlement;
        if (book.Charges.Find(new RefundId(Input.Id)) is { } same)
            return new(same.Refund.Request == Fingerprint() ? ChargeOutcome.Unchanged : ChargeOutcome.IdInUse, book.Picture(same.Charge), []);
        if (SettlementBook.PeriodOf(machine, Input.Day) != CreateTransferResult.Created)
            return new(ChargeOutcome.PeriodClosed, null, []);
        if (book.Charges.Find(new ChargeId(Input.Charge)) is not { } charge)
            return new(ChargeOutcome.ChargeNotFound, null, []);
        if (Input.Day < charge.Input.Day)
            return new(ChargeOutcome.BeforeCharge, book.Picture(charge), []);
        var rule = book.Rules.Find(charge.Input.RuleId, charge.Version)!;
        var refund = RefundRecord.Make(charge.Record(rule.Rule), charge.GivenBack, Input.Day, charge.Currency.Of(Input.Amount)).Result;
        if (!refund.IsRefunded)
            return new(ChargeOutcome.ExceedsCharge, book.Picture(charge), []);
        var debts = new long[refund.Lines.Count];
        var transfers = new List<Transfer>();
        var taken = new Dictionary<AccountId, long>();
        for (var i = 0; i < debts.Length; i++)
        {
            if (!Add(machine, charge, rule.Terms, refund.Lines[i], i, taken, transfers, out debts[i]))
                return new(ChargeOutcome.PurseTooLow, book.Picture(charge), []);
        }

        var results = BookChain(machine, timestamp, [.. transfers]);
        if (!AreCreated(results))
            return new(ChargeOutcome.TransfersRefused, book.Picture(charge), results);
        book.Charges.AddRefund(charge, new(Input, Fingerprint(), charge.GivenBack, debts, timestamp), refund.After.GivenBack);
        return new(ChargeOutcome.Done, book.Picture(book.Charges.Find(new ChargeId(Input.Charge))!), results);
    }

    protected override string Describe(ChargeResult outcome) =>
        outcome.Outcome == ChargeOutcome.Done ? outcome.Charge!.Refunds[^1].Record.RecalculationHash : Describe(outcome.Outcome, outcome.Results);

    /// <summary>Adds the transfers of one line: from the purse, and what that lacks from the receivable account.</summary>
    private bool Add(
        LedgerMachine machine,
        ChargeEntry charge,
        RuleTerms terms,
        SplitLine line,
        int index,
        Dictionary<AccountId, long> taken,
        List<Transfer> transfers,
        out long debt)
    {
        debt = 0;
        var party = charge.Input.Parties.First(p => p.Party == line.Party);
        var before = taken.GetValueOrDefault(party.Payable);
        var free = machine.Engine.TryGetAccount(party.Payable, out var account) ? Purse.Free(account) - before : 0;
        var (with, ids) = (new SettlementEntry(charge.Input.Ledger, Input.Day, Input.Id), new SettlementIds("refund", Input.Id));
        var paid = Math.Min(line.Amount.Units, free);
        if (paid > 0)
            transfers.Add(with.Transfer(ids, (2 * index) + 1, party.Payable, charge.Input.Source, paid, ChargeLines.RefundCodeOf(line, terms)));
        taken[party.Payable] = before + paid;
        debt = line.Amount.Units - paid;
        if (debt == 0)
            return true;
        if (!terms.RefundDebtIsBooked || party.Receivable is not { } receivable)
            return false;
        transfers.Add(with.Transfer(ids, (2 * index) + 2, receivable, charge.Input.Source, debt, SettlementCode.RefundDebt));
        return true;
    }
}
