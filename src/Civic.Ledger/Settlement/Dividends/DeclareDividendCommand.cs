using System.Text.Json.Serialization.Metadata;

namespace Civic.Ledger;

/// <summary>Fixes what a dividend's parts follow from. Moves nothing yet.</summary>
internal sealed class DeclareDividendCommand(DividendDeclared input) : SettlementCommand<DividendDeclared, DividendResult>(input)
{
    public const string Type = "dividend.declared";

    public override string EntryType => Type;

    protected override JsonTypeInfo<DividendDeclared> Format => SettlementJson.Default.DividendDeclared;

    protected override DividendResult Run(LedgerMachine machine, ulong timestamp)
    {
        var book = machine.Settlement.Dividends;
        if (book.Find(Input.Id) is { } same)
            return new(same.Request == Fingerprint() ? DividendOutcome.Unchanged : DividendOutcome.IdInUse, same.Picture(), []);
        if (SettlementBook.PeriodOf(machine, Input.Day) != CreateTransferResult.Created)
            return new(DividendOutcome.PeriodClosed, null, []);
        var entry = new DividendEntry(Input, Fingerprint());
        book.Put(entry);
        return new(DividendOutcome.Done, entry.Picture(), []);
    }

    protected override string Describe(DividendResult outcome) => outcome.Outcome.ToString();
}
