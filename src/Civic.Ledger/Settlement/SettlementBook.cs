using System.Buffers;
using System.Text.Json;
using NodaTime;

namespace Civic.Ledger;

/// <summary>All that settlement knows beside the accounts: rules, charges, remittances, bills, deposits and dividends.</summary>
internal sealed class SettlementBook : ILedgerBook
{
    public string Name => "settlement";

    public RuleBook Rules { get; } = new();

    public ChargeBook Charges { get; } = new();

    public RemittanceBook Remittances { get; } = new();

    public DepositBook Deposits { get; } = new();

    public DividendBook Dividends { get; } = new();

    /// <summary>Whether the accounting day takes entries, as the engine will say; asked before anything is decided.</summary>
    public static CreateTransferResult PeriodOf(LedgerMachine machine, LocalDate day) => machine.Periods.Check(PeriodDays.Number(day), false);

    public Charge Picture(ChargeEntry charge) => charge.Picture(Rules.Find(charge.Input.RuleId, charge.Version)!.Rule);

    public void Save(IBufferWriter<byte> into)
    {
        using var writer = new Utf8JsonWriter(into);
        var state = new SettlementState(
            [.. Rules.All.Select(RuleBook.Write)],
            [.. Charges.All],
            Charges.Carried,
            [.. Remittances.All],
            [.. Deposits.Bills.Values],
            [.. Deposits.Deposits.Values],
            [.. Deposits.Moves.Values],
            [.. Dividends.All]);
        JsonSerializer.Serialize(writer, state, SettlementJson.Default.SettlementState);
    }

    public void Load(ReadOnlySpan<byte> state)
    {
        var saved = JsonSerializer.Deserialize(state, SettlementJson.Default.SettlementState)
            ?? throw new InvalidDataException("The settlement book is missing.");
        Rules.Clear();
        Charges.Clear();
        Remittances.Clear();
        Deposits.Clear();
        Dividends.Clear();
        foreach (var rule in saved.Rules)
            Rules.Add(RuleBook.Read(rule));
        Charges.Load(saved.Charges);
        foreach (var (key, parts) in saved.Carried)
            Charges.Carried[key] = parts;
        foreach (var entry in saved.Remittances)
            Remittances.Put(entry);
        foreach (var bill in saved.Bills)
            Deposits.Bills[bill.Value.Id] = bill;
        foreach (var deposit in saved.Deposits)
            Deposits.Deposits[deposit.Value.Id] = deposit;
        foreach (var move in saved.Moves)
            Deposits.Moves[move.Value.Id] = move;
        foreach (var dividend in saved.Dividends)
            Dividends.Put(dividend);
    }
}

/// <summary>The state as it is saved.</summary>
internal sealed record SettlementState(
    IReadOnlyList<RulePublished> Rules,
    IReadOnlyList<ChargeEntry> Charges,
    SortedDictionary<string, CarriedPart[]> Carried,
    IReadOnlyList<RemittanceEntry> Remittances,
    IReadOnlyList<Filed<Bill>> Bills,
    IReadOnlyList<Filed<Deposit>> Deposits,
    IReadOnlyList<Filed<DepositMove>> Moves,
    IReadOnlyList<DividendEntry> Dividends);
