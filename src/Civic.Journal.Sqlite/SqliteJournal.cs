using System.Runtime.CompilerServices;
using NodaTime;
using SQLitePCL;

namespace Civic.Journal.Sqlite;

/// <summary>
/// A journal in one SQLite file. Many writers share one flush: whatever waits while the disk flushes is written next, together. An append is
/// answered when the operating system has said that it is on stable storage (write-ahead log, <c>synchronous=FULL</c>).
/// </summary>
/// <remarks>
/// One process, and one object in it, has the file open; another gets <see cref="JournalFailure.InUse"/>. Reads have their own connections and
/// never block the writer. While open, the newest entries are in the log beside the file (<c>-wal</c>): copy a journal with <see cref="BackupAsync"/>,
/// never file by file. When a write or a flush fails, every waiting and later append fails with the same <see
/// cref="JournalFailure.StorageFailed"/> until the journal is opened again; reads go on. When no space is left, the appends that met it fail
/// with <see cref="JournalFailure.DiskFull"/>, nothing of them is stored, and the journal goes on once there is space.
/// </remarks>
public sealed class SqliteJournal : IJournal
{
    private readonly SqliteJournalOptions _options;
    private readonly FileStream _lock;
    private readonly Database _database;
    private readonly JournalWriter _writer;
    private readonly ReaderPool _readers;
    private int _isDisposed;

    private SqliteJournal(SqliteJournalOptions options, FileStream held, Database database)
    {
        (_options, _lock, _database) = (options, held, database);
        _writer = new(database, options.Clock, options.CheckpointBytes);
        _readers = new(options);
    }

    /// <summary>The file.</summary>
    public string Path => _options.Path;

    /// <summary>Opens a journal, or begins one when there is no file. A file of an older version is brought up to date in one transaction.</summary>
    /// <param name="path">The file.</param>
    /// <param name="cancellation">Gives up before opening begins.</param>
    /// <exception cref="JournalException">
    /// InUse: it is open already. WrongSchema: the file is another program's or a newer one's. Corrupt: it is damaged. StorageFailed: it
    /// cannot be read or written. DiskFull: there is no space to begin it.
    /// </exception>
    public static Task<SqliteJournal> OpenAsync(string path, CancellationToken cancellation = default) =>
        OpenAsync(new SqliteJournalOptions(path), cancellation);

    /// <inheritdoc cref="OpenAsync(string, CancellationToken)"/>
    /// <param name="options">The file and how to use it.</param>
    /// <param name="cancellation">Gives up before opening begins.</param>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    public static Task<SqliteJournal> OpenAsync(SqliteJournalOptions options, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        var chosen = options.Checked();
        return Task.Run(() => Open(chosen, Schema.Journal), cancellation);
    }

    internal static SqliteJournal Open(SqliteJournalOptions options, Schema schema)
    {
        var held = ProcessLock.Take(options.Path);
        Database? database = null;
        try
        {
            LogInspection.Check(options.Path);
            database = Database.Open(options.Path, options.BusyTimeout, options.Vfs);
            schema.Prepare(database, options.PageSize);
            JournalWriter.Checkpoint(database, raw.SQLITE_CHECKPOINT_TRUNCATE);
            return new(options, held, database);
        }
        catch
        {
            database?.LeaveLog();
            database?.Dispose();
            held.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public async ValueTask<AppendOutcome> AppendAsync(
        StreamId stream, ExpectedVersion expected, IReadOnlyList<NewEntry> entries, AppendOptions options = default, CancellationToken cancellation = default)
    {
        AppendLimits.Check(stream, entries);
        long bytes = 0;
        for (var i = 0; i < entries.Count; i++)
        {
            bytes += entries[i].Payload.Length;
        }

        // Hashed here, not by the writer, which everybody waits for.
        var request = options.Key.IsNone ? default : EntryChain.Request(entries);
        return await _writer.RunAsync(tables => tables.Append(stream, expected, entries, options, request), bytes, cancellation).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    /// <exception cref="JournalException">Corrupt: an entry cannot be read; the message names the last good one.</exception>
    public async IAsyncEnumerable<JournalEntry> ReadAsync(
        StreamId stream, long fromVersion = 1, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        CheckStream(stream);
        ArgumentOutOfRangeException.ThrowIfLessThan(fromVersion, 1);
        var (id, to) = await _readers.RunAsync(reader => (reader.Id(stream), reader.Head(stream).Version), cancellation).ConfigureAwait(false);
        while (fromVersion <= to)
        {
            var from = fromVersion;
            foreach (var entry in Some(await _readers.RunAsync(reader => reader.OfStream(id, stream, from, to), cancellation).ConfigureAwait(false), to))
            {
                cancellation.ThrowIfCancellationRequested();
                yield return entry;
                fromVersion = entry.Version + 1;
            }
        }
    }

    /// <inheritdoc/>
    /// <exception cref="JournalException">Corrupt: an entry cannot be read; the message names the last good one.</exception>
    public IAsyncEnumerable<JournalEntry> ReadAllAsync(long fromPosition = 1, CancellationToken cancellation = default) =>
        ReadToAsync(fromPosition, null, cancellation);

    /// <inheritdoc/>
    /// <exception cref="JournalException">Corrupt, as reading. Whatever stopped the writer: nothing more will come.</exception>
    /// <exception cref="ObjectDisposedException">The journal was closed.</exception>
    public async IAsyncEnumerable<JournalEntry> FollowAsync(long fromPosition = 1, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(fromPosition, 1);
        while (true)
        {
            cancellation.ThrowIfCancellationRequested();
            var changed = _writer.Changed;
            var (failure, isClosed, to) = (_writer.Failure, _writer.IsClosed, _writer.Stored.Count);
            await foreach (var entry in ReadToAsync(fromPosition, to, cancellation).ConfigureAwait(false))
            {
                yield return entry;
                fromPosition = entry.Position + 1;
            }

            ObjectDisposedException.ThrowIf(isClosed, this);
            if (failure is not null)
            {
                throw failure;
            }

            await changed.WaitAsync(cancellation).ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    public async ValueTask<StreamHead> GetStreamHeadAsync(StreamId stream, CancellationToken cancellation = default)
    {
        CheckStream(stream);
        return await _readers.RunAsync(reader => reader.Head(stream), cancellation).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public ValueTask<JournalHead> GetHeadAsync(CancellationToken cancellation = default) => new(_writer.Stored.Head);

    /// <inheritdoc/>
    public async ValueTask SaveSnapshotAsync(Snapshot snapshot, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        CheckStream(snapshot.Stream);
        await SnapshotParts.SaveAsync(_writer, snapshot, cancellation).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask<Snapshot?> LoadSnapshotAsync(StreamId stream, CancellationToken cancellation = default)
    {
        CheckStream(stream);
        return await _readers.RunAsync(reader => SnapshotParts.Load(reader, stream), cancellation).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask<LeaseOutcome> TakeLeaseAsync(string family, string holder, Duration duration, CancellationToken cancellation = default)
    {
        _ = new StreamId(family, "any");
        ArgumentException.ThrowIfNullOrWhiteSpace(holder);
        if (duration <= Duration.Zero)
        {
            throw new ArgumentOutOfRangeException(nameof(duration), "A lease lasts longer than nothing.");
        }

        return await _writer.RunAsync(tables => tables.Leases.Take(family, holder, duration), 0, cancellation).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask ReleaseLeaseAsync(string family, FencingToken token, CancellationToken cancellation = default) =>
        await _writer.RunAsync(tables => tables.Leases.Release(family, token), 0, cancellation).ConfigureAwait(false);

    /// <summary>
    /// Copies the journal, as it stands now, to a new file that can be opened like any other. Appends and reads go on meanwhile; the log beside the
    /// file grows until the copy is done.
    /// </summary>
    /// <param name="path">The new file. When the task completes it is whole and on stable storage; when it fails there is none.</param>
    /// <param name="cancellation">Gives up and removes what was copied.</param>
    /// <exception cref="IOException">There is a file of that name.</exception>
    /// <exception cref="JournalException">The copy could not be written or the journal could not be read.</exception>
    public async Task BackupAsync(string path, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        await _readers.RunAsync(reader => Backup.Write(reader.Database, System.IO.Path.GetFullPath(path), cancellation), cancellation).ConfigureAwait(false);
    }

    /// <summary>
    /// Checks the file: SQLite's structures, the numbering of entries and streams, the head, keys, leases and snapshots against the entries. It reads
    /// everything but the payloads, whose hashes a verifier of the chain checks.
    /// </summary>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>What is wrong, at most 100 findings; empty when nothing is.</returns>
    public Task<IReadOnlyList<SqliteFinding>> CheckFileAsync(CancellationToken cancellation = default) =>
        _readers.RunAsync(reader => FileCheck.Run(reader.Database, cancellation), cancellation);

    /// <summary>Writes what waits, copies the log into the file and closes it. Readings under way end with <see cref="ObjectDisposedException"/>.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isDisposed, 1) != 0)
        {
            return;
        }

        await _writer.CloseAsync().ConfigureAwait(false);
        await _readers.DisposeAsync().ConfigureAwait(false);
        try
        {
            if (_writer.Failure is null)
            {
                JournalWriter.Checkpoint(_database, raw.SQLITE_CHECKPOINT_TRUNCATE);
            }
        }
        catch (JournalException)
        {
            // Every append was answered truly; the log stays and is copied when the journal is opened again.
            _database.LeaveLog();
        }

        _database.Dispose();
        await _lock.DisposeAsync().ConfigureAwait(false);
    }

    private async IAsyncEnumerable<JournalEntry> ReadToAsync(long fromPosition, long? end, [EnumeratorCancellation] CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(fromPosition, 1);
        var to = end ?? _writer.Stored.Count;
        while (fromPosition <= to)
        {
            var from = fromPosition;
            foreach (var entry in Some(await _readers.RunAsync(reader => reader.All(from, to), cancellation).ConfigureAwait(false), to))
            {
                cancellation.ThrowIfCancellationRequested();
                yield return entry;
                fromPosition = entry.Position + 1;
            }
        }
    }

    private List<JournalEntry> Some(List<JournalEntry> page, long to) => page.Count > 0
        ? page
        : throw new JournalException(
            JournalFailure.Corrupt, $"'{Path}' is damaged: entries up to {to} are missing. Keep a copy of it, check it, and restore a backup.");

    private static void CheckStream(StreamId stream)
    {
        if (stream == default)
        {
            throw new ArgumentException("No stream was named: make one with new StreamId(family, name).", nameof(stream));
        }
    }
}
