using System.Text.Json.Serialization.Metadata;

namespace Civic.Ledger;

/// <summary>Splits money by the rule in force on its accounting day, and books every line in one chain: all or nothing.</summary>
internal sealed class ChargeCommand(ChargeRecorded input) : SettlementCommand<ChargeRecorded, ChargeResult>(input)
{
    public const string Type = "charge.recorded";

    public override string EntryType => Type;

    protected override JsonTypeInfo<ChargeRecorded> Format => SettlementJson.Default.ChargeRecorded;

    public override int CountEvents(LedgerMachine machine) => machine.Settlement.Rules.TryInForce(Input.RuleId, Input.Day, out var rule)
        ? ChargeLines.MostOf(rule.Rule.Split)
        : 1;

    protected override ChargeResult Run(LedgerMachine machine, ulong timestamp)
    {
        var book = machine.Settlement;
        if (book.Charges.Find(new ChargeId(Input.Id)) is { } same)
            return new(same.Request == Fingerprint() ? ChargeOutcome.Unchanged : ChargeOutcome.IdInUse, book.Picture(same), []);
        if (SettlementBook.PeriodOf(machine, Input.Day) != CreateTransferResult.Created)
            return Refused(ChargeOutcome.PeriodClosed);
        if (!book.Rules.Has(Input.RuleId))
            return Refused(ChargeOutcome.RuleNotFound);
        if (!book.Rules.TryInForce(Input.RuleId, Input.Day, out var rule))
            return Refused(ChargeOutcome.NoVersionInForce);
        var split = rule.Rule.Split;
        if (split.Currency.Ledger != Input.Ledger)
            return Refused(ChargeOutcome.CurrencyDiffers);
        if (ChargeLines.PartiesOf(split).Any(party => !Input.Parties.Any(p => p.Party == party)))
            return Refused(ChargeOutcome.PartyNotMapped);
        if (ChargeLines.StatedOf(split).Any(name => !Input.Stated.ContainsKey(name)))
            return Refused(ChargeOutcome.DeductionNotStated);
        return Book(machine, timestamp, rule);
    }

    protected override string Describe(ChargeResult outcome) =>
        outcome.Outcome == ChargeOutcome.Done ? outcome.Charge!.Record.RecalculationHash : Describe(outcome.Outcome, outcome.Results);

    private static ChargeResult Refused(ChargeOutcome outcome, params CreateTransferResult[] results) => new(outcome, null, results);

    private ChargeResult Book(LedgerMachine machine, ulong timestamp, PublishedRule rule)
    {
        var charges = machine.Settlement.Charges;
        var key = ChargeBook.CarryKey(rule.Rule, Input.Parties);
        var carried = charges.Carried.TryGetValue(key, out var parts) ? parts : [];
        var entry = new ChargeEntry(Input, Fingerprint(), rule.Rule.Version, carried, timestamp, [], []);
        var split = entry.Record(rule.Rule).Result;
        if (!split.IsSplit)
            return Refused(ChargeOutcome.CannotSplit);
        var results = BookChain(machine, timestamp, Transfers(split, rule.Terms));
        if (!AreCreated(results))
            return Refused(ChargeOutcome.TransfersRefused, results);
        entry = entry with { GivenBack = new long[split.Lines.Count] };
        charges.Add(entry);
        if (split.CarriedAfter.Parties.Count > 0)
            charges.Carried[key] = ChargeEntry.PartsOf(split.CarriedAfter);
        return new(ChargeOutcome.Done, entry.Picture(rule.Rule), results);
    }

    private Transfer[] Transfers(SplitResult split, RuleTerms terms)
    {
        var (with, ids) = (new SettlementEntry(Input.Ledger, Input.Day, Input.Id), new SettlementIds("charge", Input.Id));
        return [.. split.Lines.Select((line, i) => (line, Number: i + 1)).Where(l => l.line.Amount.Units > 0).Select(l => with.Transfer(
            ids, l.Number, Input.Source, Input.Parties.First(p => p.Party == l.line.Party).Payable, l.line.Amount.Units, ChargeLines.CodeOf(l.line, terms)))];
    }
}
