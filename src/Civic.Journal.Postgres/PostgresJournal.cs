using System.Runtime.CompilerServices;
using NodaTime;
using Npgsql;

namespace Civic.Journal.Postgres;

/// <summary>
/// A journal in a PostgreSQL database, 15 or later, that many hosts write to and follow at once. Appends that wait together share a transaction.
/// </summary>
/// <remarks>
/// Each instance holds one connection for appending, one for following once anyone follows, and takes others from the pool for a moment at a time.
/// The database must be reached directly or through a pooler that keeps sessions apart. Open one instance a process and share it.
/// </remarks>
public sealed class PostgresJournal : IJournal
{
    private readonly NpgsqlDataSource? _owned;
    private readonly AppendWriter _writer;
    private readonly EntryReader _reader;
    private readonly HeadListener _listener;
    private readonly LeaseTable _leases;
    private readonly SnapshotTable _snapshots;
    private bool _isDisposed;

    private PostgresJournal(Store store, NpgsqlDataSource? owned)
    {
        _owned = owned;
        (_writer, _reader, _listener, _leases, _snapshots) = (new(store), new(store), new(store), new(store), new(store));
    }

    /// <summary>Opens the journal. Its schema is made when missing and brought to this program's version, by one host at a time.</summary>
    /// <param name="options">Where it is.</param>
    /// <param name="cancellation">Stops the opening.</param>
    /// <exception cref="ArgumentException">An option is not as described.</exception>
    /// <exception cref="JournalException">
    /// <see cref="JournalFailure.WrongSchema"/>: the server is too old, the schema is newer than the program or belongs to something else, or the role may
    /// not make it. <see cref="JournalFailure.StorageFailed"/>: the server can lose what it acknowledged. <see cref="JournalFailure.Corrupt"/>: the tables
    /// contradict each other. <see cref="JournalFailure.ConnectionLost"/>, <see cref="JournalFailure.TimedOut"/>: the server was not reached.
    /// </exception>
    public static async Task<PostgresJournal> OpenAsync(PostgresJournalOptions options, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        var (schema, limits) = (new SchemaName(options.Schema), new Limits(options.LockTimeLimit, options.TimeLimit));
        var (source, owned) = Database.Source(options.ConnectionString, options.DataSource, "civic-journal");
        try
        {
            var store = new Store(source, schema, limits);
            var migration = new Migration(source, schema, JournalSchema.Product, JournalSchema.Steps);
            await store.RunAsync("opening", stop => migration.RunAsync(options.RequiresDurableServer, stop), cancellation).ConfigureAwait(false);
            await new EntryReader(store).CheckAsync(cancellation).ConfigureAwait(false);
            return new(store, owned);
        }
        catch
        {
            await Database.CloseAsync(owned).ConfigureAwait(false);
            throw;
        }
    }

    /// <inheritdoc/>
    public ValueTask<AppendOutcome> AppendAsync(
        StreamId stream, ExpectedVersion expected, IReadOnlyList<NewEntry> entries, AppendOptions options = default, CancellationToken cancellation = default)
    {
        AppendLimits.Check(stream, entries);
        cancellation.ThrowIfCancellationRequested();
        return _writer.AppendAsync(new(stream, expected, entries, options, cancellation), cancellation);
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<JournalEntry> ReadAsync(StreamId stream, long fromVersion = 1, CancellationToken cancellation = default)
    {
        ThrowIfDefault(stream);
        ArgumentOutOfRangeException.ThrowIfLessThan(fromVersion, 1);
        return _reader.StreamAsync(stream, fromVersion, cancellation);
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<JournalEntry> ReadAllAsync(long fromPosition = 1, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(fromPosition, 1);
        return _reader.AllAsync(fromPosition, cancellation);
    }

    /// <inheritdoc/>
    /// <remarks>A lost connection does not end it: it goes on from its position when the server is back.</remarks>
    public IAsyncEnumerable<JournalEntry> FollowAsync(long fromPosition = 1, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(fromPosition, 1);
        return FollowFromAsync(fromPosition, cancellation);
    }

    /// <inheritdoc/>
    public async ValueTask<StreamHead> GetStreamHeadAsync(StreamId stream, CancellationToken cancellation = default)
    {
        ThrowIfDefault(stream);
        return await _reader.StreamHeadAsync(stream, cancellation).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask<JournalHead> GetHeadAsync(CancellationToken cancellation = default) => await _reader.HeadAsync(cancellation).ConfigureAwait(false);

    /// <inheritdoc/>
    public async ValueTask SaveSnapshotAsync(Snapshot snapshot, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        ThrowIfDefault(snapshot.Stream);
        if (!await _snapshots.SaveAsync(snapshot, cancellation).ConfigureAwait(false))
        {
            throw new ArgumentException($"{snapshot.Stream} has no entry {snapshot.At.Version} with the snapshot's hash.", nameof(snapshot));
        }
    }

    /// <inheritdoc/>
    public async ValueTask<Snapshot?> LoadSnapshotAsync(StreamId stream, CancellationToken cancellation = default)
    {
        ThrowIfDefault(stream);
        return await _snapshots.LoadAsync(stream, cancellation).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    /// <remarks>The lease runs by the database's clock, to the microsecond; one of more than 100 years is cut to that.</remarks>
    public async ValueTask<LeaseOutcome> TakeLeaseAsync(string family, string holder, Duration duration, CancellationToken cancellation = default)
    {
        _ = new StreamId(family, "x");
        ArgumentException.ThrowIfNullOrWhiteSpace(holder);
        if (holder.Contains('\0', StringComparison.Ordinal))
        {
            throw new ArgumentException("A holder's name cannot have a character of code 0.", nameof(holder));
        }

        if (duration <= Duration.Zero)
        {
            throw new ArgumentOutOfRangeException(nameof(duration), "A lease lasts longer than nothing.");
        }

        return await _leases.TakeAsync(family, holder, duration, cancellation).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask ReleaseLeaseAsync(string family, FencingToken token, CancellationToken cancellation = default)
    {
        _ = new StreamId(family, "x");
        await _leases.ReleaseAsync(family, token, cancellation).ConfigureAwait(false);
    }

    /// <summary>Stores what waits to be appended, ends those who follow, and closes the journal's own connections.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isDisposed, true))
        {
            return;
        }

        await _writer.DisposeAsync().ConfigureAwait(false);
        await _listener.DisposeAsync().ConfigureAwait(false);
        await Database.CloseAsync(_owned).ConfigureAwait(false);
    }

    private async IAsyncEnumerable<JournalEntry> FollowFromAsync(long from, [EnumeratorCancellation] CancellationToken cancellation)
    {
        while (true)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            var woken = _listener.Woken;
            List<JournalEntry> entries = [];
            JournalException? fault = null;
            try
            {
                (entries, fault) = await _reader.PageAsync(from, cancellation).ConfigureAwait(false);
            }
            catch (JournalException e) when (e.Failure is JournalFailure.ConnectionLost or JournalFailure.TimedOut)
            {
                // The listener wakes us when there is a server again, and in between.
            }

            foreach (var entry in entries)
            {
                cancellation.ThrowIfCancellationRequested();
                yield return entry;
                from = entry.Position + 1;
            }

            if (fault is not null)
            {
                throw fault;
            }

            if (entries.Count == 0)
            {
                await woken.WaitAsync(cancellation).ConfigureAwait(false);
            }
        }
    }

    private static void ThrowIfDefault(StreamId stream)
    {
        if (stream.Family is null)
        {
            throw new ArgumentException("No stream was named: make one with new StreamId(family, name).", nameof(stream));
        }
    }
}
