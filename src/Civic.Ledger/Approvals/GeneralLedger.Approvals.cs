using NodaTime;

namespace Civic.Ledger;

public sealed partial class GeneralLedger
{
    private const int MaxTextReferenceLength = 200;

    /// <summary>Proposes transfers to be booked by hand. Nothing moves until another person approves.</summary>
    /// <param name="id">Chosen by the proposer before the first try.</param>
    /// <param name="transfers">1 to <see cref="MaxBatch"/> transfers, to be booked all together or not at all, neither linked nor imported.</param>
    /// <param name="actor">Who proposes.</param>
    /// <param name="reason">Why.</param>
    /// <param name="textReference">Where the explanation is kept, at most 200 characters; never the text itself, which may name people.</param>
    /// <param name="validFor">How long it may wait for approval. Default: 30 days.</param>
    /// <param name="cancellation">Stops waiting.</param>
    /// <returns>Done; or unchanged when it was proposed before, or identifier in use.</returns>
    /// <exception cref="ArgumentException">An argument is not as described.</exception>
    public Task<ApprovalOutcome> ProposeEntryAsync(
        ManualEntryId id, ReadOnlyMemory<Transfer> transfers, ActorId actor, ReasonCode reason, string? textReference = null, Duration? validFor = null,
        CancellationToken cancellation = default)
    {
        const TransferFlags notByHand = TransferFlags.Linked | TransferFlags.Imported | TransferFlags.Approved;
        if (id.Value == Guid.Empty)
            throw new ArgumentException("A manual entry's identifier is not empty.", nameof(id));
        if (transfers.IsEmpty)
            throw new ArgumentException("A manual entry has at least one transfer.", nameof(transfers));
        CheckBatch(transfers.Length, nameof(transfers));
        foreach (ref readonly var transfer in transfers.Span)
        {
            if ((transfer.Flags & notByHand) != 0)
                throw new ArgumentException("The transfers of a manual entry are neither linked, imported nor approved beforehand.", nameof(transfers));
        }

        if (textReference?.Length > MaxTextReferenceLength)
            throw new ArgumentException($"A text reference has at most {MaxTextReferenceLength} characters.", nameof(textReference));
        var wait = validFor ?? Duration.FromDays(30);
        if (wait <= Duration.Zero || wait > Duration.FromDays(3_650))
            throw new ArgumentException("A manual entry waits for more than nothing and at most 3,650 days.", nameof(validFor));
        var input = new EntryProposed(
            id,
            transfers.ToArray(),
            actor.ThrowIfNobody(nameof(actor)),
            reason.ThrowIfNone(nameof(reason)),
            textReference,
            _options.Clock.GetCurrentInstant() + wait);
        return RunAsync(new ProposeEntryCommand(input), cancellation);
    }

    /// <summary>
    /// Approves a manual entry, as another person than the proposer: its transfers are booked, all or none, with <see cref="TransferFlags.Approved"/>,
    /// also in a softly closed period.
    /// </summary>
    /// <param name="id">The entry.</param>
    /// <param name="actor">Who approves.</param>
    /// <param name="reason">Why.</param>
    /// <param name="cancellation">Stops waiting.</param>
    /// <exception cref="ArgumentException">Nobody acts, or there is no reason.</exception>
    public Task<ApprovalDecision> ApproveEntryAsync(ManualEntryId id, ActorId actor, ReasonCode reason, CancellationToken cancellation = default) =>
        DecideAsync(id, ManualEntryState.Booked, actor, reason, cancellation);

    /// <summary>Rejects a manual entry, as another person than the proposer.</summary>
    /// <param name="id">The entry.</param>
    /// <param name="actor">Who rejects.</param>
    /// <param name="reason">Why.</param>
    /// <param name="cancellation">Stops waiting.</param>
    /// <exception cref="ArgumentException">Nobody acts, or there is no reason.</exception>
    public async Task<ApprovalOutcome> RejectEntryAsync(ManualEntryId id, ActorId actor, ReasonCode reason, CancellationToken cancellation = default) =>
        (await DecideAsync(id, ManualEntryState.Rejected, actor, reason, cancellation).ConfigureAwait(false)).Outcome;

    /// <summary>Takes a manual entry back, as its proposer.</summary>
    /// <param name="id">The entry.</param>
    /// <param name="actor">Who withdraws.</param>
    /// <param name="reason">Why.</param>
    /// <param name="cancellation">Stops waiting.</param>
    /// <exception cref="ArgumentException">Nobody acts, or there is no reason.</exception>
    public async Task<ApprovalOutcome> WithdrawEntryAsync(ManualEntryId id, ActorId actor, ReasonCode reason, CancellationToken cancellation = default) =>
        (await DecideAsync(id, ManualEntryState.Withdrawn, actor, reason, cancellation).ConfigureAwait(false)).Outcome;

    /// <summary>A manual entry as it stands, or <see langword="null"/> when there is none.</summary>
    /// <param name="id">The entry.</param>
    /// <param name="cancellation">Stops waiting.</param>
    public Task<ManualEntry?> GetEntryAsync(ManualEntryId id, CancellationToken cancellation = default) =>
        AskAsync(machine => machine.Approvals.Find(id), cancellation);

    /// <summary>The manual entries that wait for a second person, in the order they were proposed. O(n) in all that were ever proposed.</summary>
    /// <param name="cancellation">Stops waiting.</param>
    public Task<IReadOnlyList<ManualEntry>> GetWaitingEntriesAsync(CancellationToken cancellation = default)
    {
        var now = _options.Clock.GetCurrentInstant();
        return AskAsync<IReadOnlyList<ManualEntry>>(
            machine => [.. machine.Approvals.All.Where(e => e.State == ManualEntryState.Proposed && e.ExpiresAt > now)], cancellation);
    }

    private Task<ApprovalDecision> DecideAsync(
        ManualEntryId id, ManualEntryState decision, ActorId actor, ReasonCode reason, CancellationToken cancellation) =>
        RunAsync(new DecideEntryCommand(new(id, decision, actor.ThrowIfNobody(nameof(actor)), reason.ThrowIfNone(nameof(reason)))), cancellation);
}
