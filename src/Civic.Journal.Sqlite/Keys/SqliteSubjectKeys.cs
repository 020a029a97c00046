using SQLitePCL;

namespace Civic.Journal.Sqlite;

/// <summary>
/// The keys of subjects in a SQLite file of their own. A deleted key is overwritten in place, the log that held it is emptied, and both are flushed
/// before <see cref="DeleteAsync"/> returns: the file and its log no longer hold the key.
/// </summary>
/// <remarks>
/// What the medium keeps (blocks that a drive or a copy-on-write file system has set aside) is out of a program's reach: keep the file on an encrypted
/// volume. Never copy it together with the journal, and let its backups expire. One object has the file open; another gets <see cref="JournalFailure.InUse"/>.
/// </remarks>
public sealed class SqliteSubjectKeys : ISubjectKeys
{
    private const string Doing = "keep a key";

    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly FileStream _lock;
    private readonly Database _database;
    private readonly Statement _find, _add, _shred;
    private JournalException? _failure;
    private bool _isDisposed;

    private SqliteSubjectKeys(FileStream held, Database database)
    {
        (_lock, _database) = (held, database);
        _find = database.Prepare("SELECT key, is_deleted, checksum FROM subject_keys WHERE subject = ?1", Doing);
        _add = database.Prepare("INSERT INTO subject_keys (subject, key, is_deleted, checksum) VALUES (?1, ?2, ?3, ?4)", Doing);
        _shred = database.Prepare("UPDATE subject_keys SET key = zeroblob(32), is_deleted = 1, checksum = zeroblob(8) WHERE subject = ?1", Doing);
    }

    /// <summary>"CIVK". Rows are added at the end and changed in place, so that no page is rearranged and leaves a copy of a key behind.</summary>
    private static Schema Tables { get; } = new(0x4349564B, "file of subject keys",
    [
        """
        CREATE TABLE subject_keys (
            id INTEGER PRIMARY KEY, subject BLOB NOT NULL UNIQUE, key BLOB NOT NULL, is_deleted INTEGER NOT NULL, checksum BLOB NOT NULL) STRICT;
        """,
    ]);

    /// <summary>Opens the file, or begins one.</summary>
    /// <param name="path">The file; its folder must exist. Keep it apart from the journal's.</param>
    /// <param name="cancellation">Gives up before opening begins.</param>
    /// <exception cref="JournalException">As <see cref="SqliteJournal.OpenAsync(string, CancellationToken)"/>.</exception>
    public static Task<SqliteSubjectKeys> OpenAsync(string path, CancellationToken cancellation = default)
    {
        var options = new SqliteJournalOptions(path).Checked();
        return Task.Run(() => Open(options), cancellation);
    }

    /// <inheritdoc/>
    public ValueTask<SubjectKey?> GetOrCreateAsync(SubjectId subject, CancellationToken cancellation = default) => InTurnAsync(
        subject,
        () =>
        {
            if (Find(subject) is { } known)
            {
                return known.Key;
            }

            var key = SubjectKey.Create();
            Add(subject, key.Bytes, isDeleted: false);
            return key;
        },
        cancellation);

    /// <inheritdoc/>
    public ValueTask<SubjectKey?> FindAsync(SubjectId subject, CancellationToken cancellation = default) =>
        InTurnAsync(subject, () => Find(subject)?.Key, cancellation);

    /// <inheritdoc/>
    /// <exception cref="JournalException">TimedOut: another program reads the file, so that its log cannot be emptied yet; delete again.</exception>
    public ValueTask<bool> DeleteAsync(SubjectId subject, CancellationToken cancellation = default) => InTurnAsync(
        subject,
        () =>
        {
            var known = Find(subject);
            if (known is null)
            {
                Add(subject, stackalloc byte[SubjectKey.Length], isDeleted: true);
            }
            else if (known.Value.Key is not null)
            {
                Bind(_shred, subject).Run();
            }

            // Also when it was deleted before: that call may have found the log busy.
            var emptied = raw.sqlite3_wal_checkpoint_v2(_database.Handle, "main", raw.SQLITE_CHECKPOINT_TRUNCATE, out _, out _);
            _database.Check(emptied, "empty the log of deleted keys");
            return known?.Key is not null;
        },
        cancellation);

    /// <summary>Closes the file.</summary>
    public async ValueTask DisposeAsync()
    {
        await _turn.WaitAsync().ConfigureAwait(false);
        if (!_isDisposed)
        {
            _isDisposed = true;
            _database.Dispose();
            await _lock.DisposeAsync().ConfigureAwait(false);
        }

        _turn.Release();
    }

    private static SqliteSubjectKeys Open(SqliteJournalOptions options)
    {
        var held = ProcessLock.Take(options.Path);
        Database? database = null;
        try
        {
            LogInspection.Check(options.Path);
            database = Database.Open(options.Path, options.BusyTimeout);
            database.Execute("PRAGMA secure_delete = ON", "open the keys");
            Tables.Prepare(database, 4096);
            JournalWriter.Checkpoint(database, raw.SQLITE_CHECKPOINT_TRUNCATE);
            return new(held, database);
        }
        catch
        {
            database?.Dispose();
            held.Dispose();
            throw;
        }
    }

    private async ValueTask<T> InTurnAsync<T>(SubjectId subject, Func<T> work, CancellationToken cancellation)
    {
        if (subject == default)
        {
            throw new ArgumentException("No subject was named: give a random UUID.", nameof(subject));
        }

        await _turn.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            if (_failure is not null)
            {
                throw _failure;
            }

            return await Task.Run(work, cancellation).ConfigureAwait(false);
        }
        catch (JournalException failure) when (failure.Failure == JournalFailure.StorageFailed)
        {
            // A failed flush is never tried again.
            _failure = failure;
            _database.LeaveLog();
            throw;
        }
        finally
        {
            _turn.Release();
        }
    }

    private (SubjectKey? Key, bool IsDeleted)? Find(SubjectId subject)
    {
        if (!Bind(_find, subject).Step())
        {
            return null;
        }

        try
        {
            if (_find.Long(1) != 0)
            {
                return (null, true);
            }

            var key = _find.Bytes(0);
            return key.Length == SubjectKey.Length && _find.Bytes(2).SequenceEqual(RowChecksum.OfSubjectKey(subject.Value, key))
                ? (new SubjectKey(key), false)
                : throw new JournalException(
                    JournalFailure.Corrupt, $"'{_database.Path}' is damaged: the key of {subject} is not as it was made. Restore a backup.");
        }
        finally
        {
            _find.Reset();
        }
    }

    private void Add(SubjectId subject, ReadOnlySpan<byte> key, bool isDeleted)
    {
        var checksum = isDeleted ? new byte[8] : RowChecksum.OfSubjectKey(subject.Value, key);
        Bind(_add, subject).Bind(2, key).Bind(3, isDeleted ? 1 : 0).Bind(4, checksum).Run();
    }

    private static Statement Bind(Statement statement, SubjectId subject)
    {
        Span<byte> id = stackalloc byte[16];
        subject.Value.TryWriteBytes(id, bigEndian: true, out _);
        return statement.Bind(1, id);
    }
}
