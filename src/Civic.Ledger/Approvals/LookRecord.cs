using NodaTime;

namespace Civic.Ledger;

/// <summary>Who looked at what, when and why: appended to the stream <c>ledger-access/name</c> of a book before the answer is given.</summary>
/// <param name="Actor">Who looked.</param>
/// <param name="Subject">At what, as <c>account/1001</c> or <c>statement/2026-07/12</c>: 1 to 200 characters, never personal data.</param>
/// <param name="Reason">Why.</param>
/// <param name="At">When.</param>
public sealed record LookRecord(ActorId Actor, string Subject, ReasonCode Reason, Instant At)
{
    /// <summary>The type of its entry in the journal.</summary>
    public const string EntryType = "access.looked";

    /// <summary>Longest subject, in characters.</summary>
    public const int MaxSubjectLength = 200;
}
