using System.Text.Json.Serialization.Metadata;

namespace Civic.Ledger;

/// <summary>Puts a version of a rule in force, from its first day on.</summary>
internal sealed class PublishRuleCommand(RulePublished input) : SettlementCommand<RulePublished, RuleOutcome>(input)
{
    public const string Type = "rule.published";

    private readonly PublishedRule _rule = RuleBook.Read(input);

    public override string EntryType => Type;

    protected override JsonTypeInfo<RulePublished> Format => SettlementJson.Default.RulePublished;

    protected override RuleOutcome Run(LedgerMachine machine, ulong timestamp)
    {
        var (book, rule) = (machine.Settlement.Rules, _rule.Rule);
        if (book.Find(rule.Id, rule.Version) is { } same)
            return same.Rule.Hash == rule.Hash && same.Terms == _rule.Terms ? RuleOutcome.Unchanged : RuleOutcome.VersionInUse;
        if (book.Last(rule.Id)?.Rule is { } last)
        {
            if (rule.Version <= last.Version)
                return RuleOutcome.VersionDoesNotRise;
            if (rule.From <= last.From)
                return RuleOutcome.FirstDayDoesNotRise;
        }

        if (SettlementBook.PeriodOf(machine, rule.From) is CreateTransferResult.PeriodSoftClosed or CreateTransferResult.PeriodHardClosed)
            return RuleOutcome.PeriodClosed;
        if (machine.Settlement.Charges.LastDay(rule.Id) >= rule.From)
            return RuleOutcome.AlreadyCharged;
        book.Add(_rule);
        return RuleOutcome.Published;
    }

    protected override string Describe(RuleOutcome outcome) => outcome.ToString();
}
