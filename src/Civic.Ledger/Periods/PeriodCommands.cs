using System.Text.Json.Serialization.Metadata;
using NodaTime;

namespace Civic.Ledger;

/// <summary>Someone defined a period.</summary>
internal sealed record PeriodDefined(string Name, LocalDate FirstDay, LocalDate LastDay, ActorId Actor);

/// <summary>Someone moved a period to another state, or asked to.</summary>
internal sealed record PeriodMoved(string Name, PeriodMove Move, ActorId Actor, ReasonCode Reason);

/// <summary>Numbers are written in entries: they never change.</summary>
internal enum PeriodMove
{
    SoftClose = 1,
    HardClose = 2,
    AskReopening = 3,
    ConfirmReopening = 4,
}

internal sealed class DefinePeriodCommand(PeriodDefined input) : JsonCommand<PeriodDefined, PeriodOutcome>(input)
{
    public const string Type = "period.defined";

    public override string EntryType => Type;

    protected override JsonTypeInfo<PeriodDefined> Format => CommandJson.Default.PeriodDefined;

    protected override PeriodOutcome Run(LedgerMachine machine, ulong timestamp) =>
        machine.Periods.Define(new(Input.Name, Input.FirstDay, Input.LastDay));

    protected override string Describe(PeriodOutcome outcome) => outcome.ToString();
}

internal sealed class MovePeriodCommand(PeriodMoved input) : JsonCommand<PeriodMoved, PeriodOutcome>(input)
{
    public const string Type = "period.moved";

    public override string EntryType => Type;

    protected override JsonTypeInfo<PeriodMoved> Format => CommandJson.Default.PeriodMoved;

    protected override PeriodOutcome Run(LedgerMachine machine, ulong timestamp) => Input.Move switch
    {
        PeriodMove.SoftClose => machine.Periods.SoftClose(Input.Name),
        PeriodMove.HardClose => machine.Periods.HardClose(Input.Name),
        PeriodMove.AskReopening => machine.Periods.AskReopening(Input.Name, Input.Actor),
        PeriodMove.ConfirmReopening => machine.Periods.ConfirmReopening(Input.Name, Input.Actor),
        _ => throw new InvalidDataException($"A period has no move {(int)Input.Move}."),
    };

    protected override string Describe(PeriodOutcome outcome) => outcome.ToString();
}
