using System.Buffers;
using System.Text.Json;
using NodaTime;

namespace Civic.Ledger;

/// <summary>The manual entries of a book, in the order they were proposed.</summary>
internal sealed class ApprovalBook : ILedgerBook
{
    private readonly Dictionary<ManualEntryId, int> _places = [];
    private readonly List<ManualEntry> _entries = [];

    public string Name => "approvals";

    public IReadOnlyList<ManualEntry> All => _entries;

    public ManualEntry? Find(ManualEntryId id) => _places.TryGetValue(id, out var place) ? _entries[place] : null;

    public ApprovalOutcome Propose(ManualEntry entry)
    {
        if (Find(entry.Id) is { } same)
        {
            var isSame = same.ProposedBy == entry.ProposedBy && same.Reason == entry.Reason && same.TextReference == entry.TextReference
                && same.Transfers.SequenceEqual(entry.Transfers);
            return isSame ? ApprovalOutcome.Unchanged : ApprovalOutcome.IdInUse;
        }

        _places[entry.Id] = _entries.Count;
        _entries.Add(entry);
        return ApprovalOutcome.Done;
    }

    /// <summary>Whether a person may decide so now; asked before anything is booked.</summary>
    public ApprovalOutcome MayDecide(ManualEntryId id, ActorId actor, ManualEntryState decision, Instant at)
    {
        if (Find(id) is not { } entry)
            return ApprovalOutcome.NotFound;
        if (entry.State != ManualEntryState.Proposed)
            return entry.State == decision && entry.DecidedBy == actor ? ApprovalOutcome.Unchanged : ApprovalOutcome.AlreadyDecided;
        var isProposer = entry.ProposedBy == actor;
        if (decision == ManualEntryState.Withdrawn)
            return isProposer ? ApprovalOutcome.Done : ApprovalOutcome.NotTheProposer;
        if (isProposer)
            return ApprovalOutcome.SamePerson;
        return at >= entry.ExpiresAt && decision == ManualEntryState.Booked ? ApprovalOutcome.Expired : ApprovalOutcome.Done;
    }

    public void Decide(
        ManualEntryId id, ActorId actor, ReasonCode reason, ManualEntryState decision, Instant at, IReadOnlyList<CreateTransferResult>? results = null)
    {
        var place = _places[id];
        _entries[place] = _entries[place] with { State = decision, DecidedBy = actor, DecisionReason = reason, DecidedAt = at, Results = results };
    }

    public void Save(IBufferWriter<byte> into)
    {
        using var json = new Utf8JsonWriter(into);
        JsonSerializer.Serialize(json, _entries, CommandJson.Default.ListManualEntry);
    }

    public void Load(ReadOnlySpan<byte> state)
    {
        _places.Clear();
        _entries.Clear();
        foreach (var entry in JsonSerializer.Deserialize(state, CommandJson.Default.ListManualEntry) ?? [])
        {
            _places[entry.Id] = _entries.Count;
            _entries.Add(entry);
        }
    }
}
