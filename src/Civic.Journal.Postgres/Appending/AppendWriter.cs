using System.Threading.Channels;
using Npgsql;

namespace Civic.Journal.Postgres;

/// <summary>
/// One loop that takes all appends waiting at a time into one transaction, so that they share its two round trips and its flush to disk.
/// </summary>
internal sealed class AppendWriter : IAsyncDisposable
{
    private const int MostAppends = 1_000;
    private const int MostEntries = 20_000;
    private const long MostBytes = 16L << 20;

    private readonly Channel<PendingAppend> _queue = Channel.CreateBounded<PendingAppend>(new BoundedChannelOptions(4 * MostAppends) { SingleReader = true });
    private readonly Store _store;
    private readonly Task _loop;
    private AppendSession? _session;
    private JournalException? _fatal;

    public AppendWriter(Store store)
    {
        _store = store;
        _loop = Task.Run(RunAsync);
    }

    public async ValueTask<AppendOutcome> AppendAsync(PendingAppend append, CancellationToken cancellation)
    {
        try
        {
            await _queue.Writer.WriteAsync(append, cancellation).ConfigureAwait(false);
        }
        catch (ChannelClosedException)
        {
            throw new ObjectDisposedException(nameof(PostgresJournal));
        }

        return await append.Outcome.ConfigureAwait(false);
    }

    /// <summary>Stores what waits and ends; what is under way gets its outcome.</summary>
    public async ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
        await _loop.ConfigureAwait(false);
    }

    private async Task RunAsync()
    {
        PendingAppend? left = null;
        while (left is not null || await _queue.Reader.WaitToReadAsync().ConfigureAwait(false))
        {
            var group = new AppendGroup(Take(ref left));
            if (group.Appends.Count == 0)
            {
                continue;
            }

            try
            {
                await StoreAsync(group).ConfigureAwait(false);
                group.Complete();
            }
            catch (Exception e)
            {
                // Whatever it is, the callers get it and the loop goes on.
                group.Fail(e);
            }
        }

        await CloseAsync().ConfigureAwait(false);
    }

    /// <summary>Takes what waits, up to a size that a transaction holds well. One that does not fit begins the next group.</summary>
    private List<PendingAppend> Take(ref PendingAppend? left)
    {
        var taken = new List<PendingAppend>();
        var (entries, bytes) = (0, 0L);
        while (taken.Count < MostAppends && (left is not null || _queue.Reader.TryRead(out left)))
        {
            if (left.IsAbandoned)
            {
                left = null;
                continue;
            }

            (entries, bytes) = (entries + left.Entries.Length, bytes + left.Bytes);
            if (taken.Count > 0 && (entries > MostEntries || bytes > MostBytes))
            {
                break;
            }

            taken.Add(left);
            left = null;
        }

        return taken;
    }

    private async Task StoreAsync(AppendGroup group)
    {
        if (_fatal is not null)
        {
            throw _fatal;
        }

        var isStoring = false;
        // A connection that was fine the last time may have died since. As long as nothing was sent to be stored, a second try on a new one is safe.
        for (var mayTryAgain = true; ; mayTryAgain = false)
        {
            try
            {
                _session ??= await AppendSession.OpenAsync(_store, CancellationToken.None).ConfigureAwait(false);
                var ground = await _session.LookAsync(group, CancellationToken.None).ConfigureAwait(false);
                var rows = group.Decide(ground);
                if (rows.Positions.Count == 0)
                {
                    await _session.RollBackAsync(CancellationToken.None).ConfigureAwait(false);
                    return;
                }

                isStoring = true;
                await _session.StoreAsync(rows, ground.Frontier, CancellationToken.None).ConfigureAwait(false);
                return;
            }
            catch (Exception e)
            {
                await CloseAsync().ConfigureAwait(false);
                if (e is not JournalException && !PostgresFailures.IsStore(e))
                {
                    throw;
                }

                var failure = e as JournalException ?? PostgresFailures.Explain(e, $"appending in schema {_store.Schema}");
                if (!mayTryAgain || isStoring || failure.Failure != JournalFailure.ConnectionLost)
                {
                    _fatal = PostgresFailures.IsFatal(failure.Failure) ? failure : null;
                    throw await WithSuspectsAsync(failure).ConfigureAwait(false);
                }

                _store.Source.Clear();
            }
        }
    }

    private async Task<JournalException> WithSuspectsAsync(JournalException failure) =>
        failure.InnerException is PostgresException { SqlState: PostgresErrorCodes.LockNotAvailable }
            ? await HeadLock.BlockedAsync(_store, failure, CancellationToken.None).ConfigureAwait(false)
            : failure;

    /// <summary>Gives the connection up; Npgsql rolls back what is still open on it.</summary>
    private async Task CloseAsync()
    {
        if (_session is { } session)
        {
            _session = null;
            await session.DisposeAsync().ConfigureAwait(false);
        }
    }
}
