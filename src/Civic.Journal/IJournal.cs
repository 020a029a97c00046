using NodaTime;

namespace Civic.Journal;

/// <summary>
/// Append-only streams of entries with one total order. What an append answered with <see cref="AppendResult.Appended"/> is on stable storage
/// and never changes; what was refused or failed left nothing behind.
/// </summary>
/// <remarks>
/// Every member may be called from several threads at once. A store that fails throws <see cref="JournalException"/>; what a correct caller
/// must expect is an outcome. A cancelled append may or may not be stored: try it again with the same key to learn which.
/// </remarks>
public interface IJournal : IAsyncDisposable
{
    /// <summary>Appends entries to one stream, all or none.</summary>
    /// <param name="stream">The stream; the first append makes it.</param>
    /// <param name="expected">What the writer believes the stream's version is.</param>
    /// <param name="entries">1 to 10,000 entries, together at most 64 MiB.</param>
    /// <param name="options">An idempotency key and the writer's lease.</param>
    /// <param name="cancellation">Stops waiting.</param>
    /// <returns>Whether the entries are stored for good. The key is looked at first, then the lease, then the version.</returns>
    /// <exception cref="ArgumentException">No stream, no entries, or too many.</exception>
    /// <exception cref="JournalException">The store failed.</exception>
    ValueTask<AppendOutcome> AppendAsync(
        StreamId stream, ExpectedVersion expected, IReadOnlyList<NewEntry> entries, AppendOptions options = default, CancellationToken cancellation = default);

    /// <summary>Reads a stream in order, up to where it stands when the reading begins.</summary>
    /// <param name="stream">The stream; one that was never written gives nothing.</param>
    /// <param name="fromVersion">The first version wanted, from 1.</param>
    /// <param name="cancellation">Stops the reading.</param>
    IAsyncEnumerable<JournalEntry> ReadAsync(StreamId stream, long fromVersion = 1, CancellationToken cancellation = default);

    /// <summary>
    /// Reads all streams in the one total order, up to where the journal stands when the reading begins. Positions have no gaps, and none appears later
    /// below one that was read.
    /// </summary>
    /// <param name="fromPosition">The first position wanted, from 1.</param>
    /// <param name="cancellation">Stops the reading.</param>
    IAsyncEnumerable<JournalEntry> ReadAllAsync(long fromPosition = 1, CancellationToken cancellation = default);

    /// <summary>
    /// Reads all streams in the one total order and goes on with what is appended, until cancelled. To resume, keep the last position handled and ask
    /// from the next. Being cancelled ends it with <see cref="OperationCanceledException"/>.
    /// </summary>
    /// <param name="fromPosition">The first position wanted, from 1.</param>
    /// <param name="cancellation">Ends the following.</param>
    IAsyncEnumerable<JournalEntry> FollowAsync(long fromPosition = 1, CancellationToken cancellation = default);

    /// <summary>Where a stream stands.</summary>
    /// <param name="stream">The stream; one that was never written stands at version 0.</param>
    /// <param name="cancellation">Stops waiting.</param>
    ValueTask<StreamHead> GetStreamHeadAsync(StreamId stream, CancellationToken cancellation = default);

    /// <summary>Where the journal stands: what to sign and keep elsewhere, so that no entry can be changed unseen.</summary>
    /// <param name="cancellation">Stops waiting.</param>
    ValueTask<JournalHead> GetHeadAsync(CancellationToken cancellation = default);

    /// <summary>Keeps a snapshot; the two newest of a stream are kept.</summary>
    /// <param name="snapshot">A state and the entry it reaches to.</param>
    /// <param name="cancellation">Stops waiting.</param>
    /// <exception cref="ArgumentException">The stream has no entry with that version and hash.</exception>
    ValueTask SaveSnapshotAsync(Snapshot snapshot, CancellationToken cancellation = default);

    /// <summary>The newest snapshot of a stream that is intact and belongs to its history, or <see langword="null"/>.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="cancellation">Stops waiting.</param>
    ValueTask<Snapshot?> LoadSnapshotAsync(StreamId stream, CancellationToken cancellation = default);

    /// <summary>
    /// Asks to be the single writer of a family of streams, or to stay it. While a lease runs, appends to the family without its token are <see
    /// cref="AppendResult.Fenced"/>; appends with any token but the newest always are.
    /// </summary>
    /// <param name="family">The family of streams.</param>
    /// <param name="holder">Who asks: a host and process, not a person. The holder of a running lease gets the same token again and more time.</param>
    /// <param name="duration">How long, from now.</param>
    /// <param name="cancellation">Stops waiting.</param>
    ValueTask<LeaseOutcome> TakeLeaseAsync(string family, string holder, Duration duration, CancellationToken cancellation = default);

    /// <summary>Gives a lease back early. A token that is not current changes nothing.</summary>
    /// <param name="family">The family of streams.</param>
    /// <param name="token">The token of the lease.</param>
    /// <param name="cancellation">Stops waiting.</param>
    ValueTask ReleaseLeaseAsync(string family, FencingToken token, CancellationToken cancellation = default);
}
