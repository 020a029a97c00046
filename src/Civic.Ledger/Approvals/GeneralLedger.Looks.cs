using System.Runtime.CompilerServices;
using System.Text.Json;
using Civic.Journal;

namespace Civic.Ledger;

public sealed partial class GeneralLedger
{
    /// <summary>Reads the book for an auditor, whose every look is recorded first.</summary>
    /// <param name="actor">Who looks.</param>
    /// <param name="reason">Why.</param>
    /// <exception cref="ArgumentException">Nobody looks, or there is no reason.</exception>
    public AuditorView ViewAs(ActorId actor, ReasonCode reason) => new(this, actor.ThrowIfNobody(nameof(actor)), reason.ThrowIfNone(nameof(reason)));

    /// <summary>Records that someone looked, in the stream <c>ledger-access/name</c>; durable when the method returns. Call it before you show
    /// anything.</summary>
    /// <param name="actor">Who looks.</param>
    /// <param name="subject">At what, as <c>statement/2026-07/12</c>: 1 to 200 characters, never personal data.</param>
    /// <param name="reason">Why.</param>
    /// <param name="cancellation">Stops waiting.</param>
    /// <exception cref="ArgumentException">An argument is not as described.</exception>
    /// <exception cref="JournalException">The store failed; do not show what was asked for.</exception>
    public async Task<LookRecord> RecordLookAsync(ActorId actor, string subject, ReasonCode reason, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(subject);
        if (subject.Length > LookRecord.MaxSubjectLength)
            throw new ArgumentException($"A subject has at most {LookRecord.MaxSubjectLength} characters.", nameof(subject));
        var look = new LookRecord(
            actor.ThrowIfNobody(nameof(actor)), subject, reason.ThrowIfNone(nameof(reason)), _options.Clock.GetCurrentInstant());
        var payload = JsonSerializer.SerializeToUtf8Bytes(look, CommandJson.Default.LookRecord);
        var outcome = await _journal.AppendAsync(
            _options.AccessStream, ExpectedVersion.Any, [new(LookRecord.EntryType, look.At, payload)], cancellation: cancellation).ConfigureAwait(false);
        return outcome.IsStored
            ? look
            : throw new LedgerException(
                LedgerFailure.Fenced, $"{_options.AccessStream}: the look was not recorded ({outcome.Result}); do not show what was asked for.");
    }

    /// <summary>Who looked at the book, in order.</summary>
    /// <param name="cancellation">Stops the reading.</param>
    /// <exception cref="LedgerException">An entry of the stream is no record of a look.</exception>
    public async IAsyncEnumerable<LookRecord> ReadLooksAsync([EnumeratorCancellation] CancellationToken cancellation = default)
    {
        await foreach (var entry in _journal.ReadAsync(_options.AccessStream, 1, cancellation).ConfigureAwait(false))
        {
            yield return entry.Type == LookRecord.EntryType && JsonSerializer.Deserialize(entry.Payload.Span, CommandJson.Default.LookRecord) is { } look
                ? look
                : throw new LedgerException(LedgerFailure.ForeignJournal, $"{_options.AccessStream} version {entry.Version} is a '{entry.Type}', not a look.");
        }
    }
}
