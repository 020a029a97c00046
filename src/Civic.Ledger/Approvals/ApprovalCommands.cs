using System.Text.Json.Serialization.Metadata;
using NodaTime;

namespace Civic.Ledger;

/// <summary>Someone proposed a manual entry.</summary>
internal sealed record EntryProposed(
    ManualEntryId Id, IReadOnlyList<Transfer> Transfers, ActorId Actor, ReasonCode Reason, string? TextReference, Instant ExpiresAt);

/// <summary>Someone decided on a manual entry, or tried to: booked is to approve it, rejected or withdrawn not to.</summary>
internal sealed record EntryDecided(ManualEntryId Id, ManualEntryState Decision, ActorId Actor, ReasonCode Reason);

internal sealed class ProposeEntryCommand(EntryProposed input) : JsonCommand<EntryProposed, ApprovalOutcome>(input)
{
    public const string Type = "entry.proposed";

    public override string EntryType => Type;

    protected override JsonTypeInfo<EntryProposed> Format => CommandJson.Default.EntryProposed;

    protected override ApprovalOutcome Run(LedgerMachine machine, ulong timestamp) => machine.Approvals.Propose(
        new(Input.Id, Input.Transfers, Input.Actor, Input.Reason, Input.TextReference, LedgerTime.Instant(timestamp), Input.ExpiresAt));

    protected override string Describe(ApprovalOutcome outcome) => outcome.ToString();
}

internal sealed class DecideEntryCommand(EntryDecided input) : JsonCommand<EntryDecided, ApprovalDecision>(input)
{
    public const string Type = "entry.decided";

    public override string EntryType => Type;

    protected override JsonTypeInfo<EntryDecided> Format => CommandJson.Default.EntryDecided;

    public override int CountEvents(LedgerMachine machine) =>
        Input.Decision == ManualEntryState.Booked && machine.Approvals.Find(Input.Id) is { State: ManualEntryState.Proposed } entry ? entry.Transfers.Count : 1;

    protected override ApprovalDecision Run(LedgerMachine machine, ulong timestamp)
    {
        var at = LedgerTime.Instant(timestamp);
        var may = machine.Approvals.MayDecide(Input.Id, Input.Actor, Input.Decision, at);
        if (may != ApprovalOutcome.Done)
            return new(may, may is ApprovalOutcome.Unchanged or ApprovalOutcome.AlreadyDecided ? machine.Approvals.Find(Input.Id)?.Results ?? [] : []);
        if (Input.Decision != ManualEntryState.Booked)
        {
            machine.Approvals.Decide(Input.Id, Input.Actor, Input.Reason, Input.Decision, at);
            return new(ApprovalOutcome.Done, []);
        }

        return Book(machine, timestamp, at);
    }

    protected override string Describe(ApprovalDecision outcome) =>
        outcome.Results.Count == 0 ? outcome.Outcome.ToString() : $"{outcome.Outcome}:{string.Join(',', outcome.Results.Select(r => (int)r))}";

    private ApprovalDecision Book(LedgerMachine machine, ulong timestamp, Instant at)
    {
        var transfers = machine.Approvals.Find(Input.Id)!.Transfers.ToArray();
        for (var i = 0; i < transfers.Length - 1; i++)
        {
            // One chain: all or none.
            transfers[i] = transfers[i] with { Flags = transfers[i].Flags | TransferFlags.Linked };
        }

        var results = new CreateTransferResult[transfers.Length];
        machine.Engine.CreateApprovedTransfers(timestamp, transfers, results);
        var isBooked = Array.TrueForAll(results, r => r == CreateTransferResult.Created);
        machine.Approvals.Decide(
            Input.Id, Input.Actor, Input.Reason, isBooked ? ManualEntryState.Booked : ManualEntryState.Refused, at, results);
        return new(isBooked ? ApprovalOutcome.Done : ApprovalOutcome.TransfersRefused, results);
    }
}
