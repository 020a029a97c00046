using System.Threading.Channels;
using NodaTime;
using SQLitePCL;

namespace Civic.Journal.Sqlite;

/// <summary>
/// The one thread that writes: it takes everything that waits, decides and writes it in one transaction, flushes once, then answers everybody.
/// While it flushes, the next appends gather.
/// </summary>
internal sealed class JournalWriter
{
    private const int MostWaiting = 4096;
    private const int MostOperations = 1024;
    private const long MostBytes = 8L << 20;

    private readonly Channel<WriteOperation> _waiting = Channel.CreateBounded<WriteOperation>(
        new BoundedChannelOptions(MostWaiting) { SingleReader = true, AllowSynchronousContinuations = true });

    private readonly List<WriteOperation> _batch = [];
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Database _database;
    private readonly WriterTables _tables;
    private readonly int _pageSize;
    private readonly long _checkpointBytes;
    private volatile TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile MerkleFrontier _stored;
    private volatile JournalException? _failure;
    private volatile bool _isClosed;
    private long _logged;

    public JournalWriter(Database database, IClock clock, long checkpointBytes)
    {
        (_database, _checkpointBytes) = (database, checkpointBytes);
        _tables = new(database, clock);
        _stored = _tables.Frontier;
        _pageSize = (int)database.Number("PRAGMA page_size", "open the journal");
        database.Execute($"PRAGMA journal_size_limit = {checkpointBytes}", "open the journal");
        new Thread(Run) { IsBackground = true, Name = "Journal writer" }.Start();
    }

    /// <summary>The tree over everything that is on stable storage. It is never changed, only replaced.</summary>
    public MerkleFrontier Stored => _stored;

    /// <summary>Completes when more is stored, when the writer fails and when it is closed. Take it before looking at these.</summary>
    public Task Changed => _changed.Task;

    /// <summary>Why nothing more is written, once a write or a flush has failed.</summary>
    public JournalException? Failure => _failure;

    public bool IsClosed => _isClosed;

    /// <summary>Has the writer decide something in its transaction; completes when that is on stable storage.</summary>
    public async Task<T> RunAsync<T>(Func<WriterTables, T> decide, long bytes, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        if (_failure is { } failure)
        {
            throw failure;
        }

        var operation = new WriteOperation<T>(decide, bytes, cancellation);
        try
        {
            await _waiting.Writer.WriteAsync(operation, cancellation).ConfigureAwait(false);
        }
        catch (ChannelClosedException)
        {
            throw new ObjectDisposedException(nameof(SqliteJournal));
        }

        return await operation.Done.WaitAsync(cancellation).ConfigureAwait(false);
    }

    /// <summary>Writes what waits, then ends the thread. The connection stays open.</summary>
    public Task CloseAsync()
    {
        _waiting.Writer.TryComplete();
        return _ended.Task;
    }

    /// <summary>Copies the log into the file and empties it; only when the thread has ended or before it has begun.</summary>
    public static void Checkpoint(Database database, int mode)
    {
        var result = raw.sqlite3_wal_checkpoint_v2(database.Handle, "main", mode, out _, out _);
        // Without space, or while someone reads, the log simply stays and is tried again after some more writing.
        if ((result & 0xff) is not (raw.SQLITE_BUSY or raw.SQLITE_LOCKED or raw.SQLITE_FULL))
        {
            database.Check(result, "copy the log into the file");
        }
    }

    private void Run()
    {
        while (_waiting.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
        {
            var bytes = Take();
            if (_failure is { } failed)
            {
                _batch.ForEach(operation => operation.Fail(failed));
            }
            else if (_batch.Count > 0)
            {
                Write(bytes);
            }
        }

        _isClosed = true;
        Announce();
        _ended.SetResult();
    }

    private long Take()
    {
        _batch.Clear();
        long bytes = 0;
        while (bytes < MostBytes && _batch.Count < MostOperations && _waiting.Reader.TryRead(out var operation))
        {
            if (operation.IsAbandoned)
            {
                operation.Fail(new OperationCanceledException());
                continue;
            }

            _batch.Add(operation);
            bytes += operation.Bytes;
        }

        return bytes;
    }

    private void Write(long bytes)
    {
        try
        {
            _tables.Begin();
            foreach (var operation in _batch)
            {
                operation.Decide(_tables);
            }

            _tables.Commit();
        }
        catch (Exception failure)
        {
            Fail(failure);
            return;
        }

        _stored = _tables.Frontier;
        Announce();
        _batch.ForEach(operation => operation.Complete());
        CheckpointWhenDue(bytes);
    }

    private void CheckpointWhenDue(long bytes)
    {
        // About what the transaction logged: the pages of its payloads, and a few at the edges of the tables.
        _logged += bytes + (8L * _pageSize);
        if (_logged < _checkpointBytes)
        {
            return;
        }

        _logged = 0;
        try
        {
            Checkpoint(_database, raw.SQLITE_CHECKPOINT_PASSIVE);
        }
        catch (JournalException failure)
        {
            Stop(failure);
        }
    }

    private void Fail(Exception failure)
    {
        var told = failure as JournalException
            ?? new JournalException(
                JournalFailure.StorageFailed, $"The writer of '{_database.Path}' failed. Find the cause, then open the journal again.", failure);
        try
        {
            _tables.Rollback();
        }
        catch (JournalException worse)
        {
            Stop(told.Failure is JournalFailure.DiskFull or JournalFailure.TimedOut ? worse : told);
        }

        // After a failed write or flush nobody knows what the disk holds, and a second try may lie. No space and a lock leave it as it was.
        if (_failure is null && told.Failure is not (JournalFailure.DiskFull or JournalFailure.TimedOut))
        {
            Stop(told);
        }

        _batch.ForEach(operation => operation.Fail(_failure ?? told));
    }

    private void Stop(JournalException failure)
    {
        _failure = failure;
        _database.LeaveLog();
        Announce();
    }

    private void Announce()
    {
        var before = _changed;
        _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
        before.SetResult();
    }
}
