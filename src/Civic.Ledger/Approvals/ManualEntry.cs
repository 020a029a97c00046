using NodaTime;

namespace Civic.Ledger;

/// <summary>
/// Transfers that someone wants booked by hand, and what became of them: who proposed and who decided, when and why. Two different people always had
/// a hand in what is booked.
/// </summary>
/// <param name="Id">Its identifier.</param>
/// <param name="Transfers">The transfers, booked all together or not at all.</param>
/// <param name="ProposedBy">Who proposed it.</param>
/// <param name="Reason">Why.</param>
/// <param name="TextReference">Where the explanation is kept, as a document number; <see langword="null"/> for none. Never the text itself, which may
/// name people.</param>
/// <param name="ProposedAt">When.</param>
/// <param name="ExpiresAt">From when on it can no longer be approved.</param>
/// <param name="State">Where it stands.</param>
/// <param name="DecidedBy">Who approved, rejected or withdrew it; <see langword="null"/> while nobody has.</param>
/// <param name="DecisionReason">Why; <see langword="null"/> while nobody has.</param>
/// <param name="DecidedAt">When; <see langword="null"/> while nobody has.</param>
/// <param name="Results">What came of each transfer; <see langword="null"/> unless approved.</param>
public sealed record ManualEntry(
    ManualEntryId Id,
    IReadOnlyList<Transfer> Transfers,
    ActorId ProposedBy,
    ReasonCode Reason,
    string? TextReference,
    Instant ProposedAt,
    Instant ExpiresAt,
    ManualEntryState State = ManualEntryState.Proposed,
    ActorId? DecidedBy = null,
    ReasonCode? DecisionReason = null,
    Instant? DecidedAt = null,
    IReadOnlyList<CreateTransferResult>? Results = null);
