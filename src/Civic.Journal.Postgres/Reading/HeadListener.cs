using Npgsql;

namespace Civic.Journal.Postgres;

/// <summary>
/// Wakes the followers of one journal when it may have grown. A notification is only ever a reason to look: followers read the entries themselves
/// and go by positions, so one that is lost, doubled or early does no harm.
/// </summary>
internal sealed class HeadListener(Store store) : IAsyncDisposable
{
    /// <summary>How often followers look when nothing was said, in case a connection is dead without saying so.</summary>
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(2);

    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _end = new();
    private TaskCompletionSource _woken = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task? _loop;

    /// <summary>Completes when there is a reason to look. Ask for it before looking, so that nothing comes between.</summary>
    public Task Woken
    {
        get
        {
            lock (_gate)
            {
                _loop ??= Task.Run(RunAsync);
                return _woken.Task;
            }
        }
    }

    /// <summary>Wakes everybody a last time; they see that the journal is disposed.</summary>
    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync().ConfigureAwait(false);
        if (_loop is { } loop)
        {
            await loop.ConfigureAwait(false);
        }

        Wake();
        _end.Dispose();
    }

    private void Wake()
    {
        lock (_gate)
        {
            _woken.SetResult();
            _woken = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    private async Task RunAsync()
    {
        var pause = FirstPause;
        while (!_end.IsCancellationRequested)
        {
            try
            {
                await ListenAsync(() => pause = FirstPause).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (_end.IsCancellationRequested)
            {
                return;
            }
            catch (Exception)
            {
                // Whatever keeps it from listening, it tries again; the followers find out for themselves what is wrong.
                Wake();
                await Task.Delay(pause, TimeProvider.System, _end.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                pause = pause + pause > LongestPause ? LongestPause : pause + pause;
            }
        }
    }

    private async Task ListenAsync(Action connected)
    {
        var connection = await store.Source.OpenConnectionAsync(_end.Token).ConfigureAwait(false);
        await using (connection.ConfigureAwait(false))
        {
            // The name of the channel is made of a checked schema name: see SchemaName.
            await ExecuteAsync(connection, $"LISTEN \"{store.Schema.Channel}\"").ConfigureAwait(false);
            connected();
            while (true)
            {
                // First of all after LISTEN: what was appended until then was not notified here.
                Wake();
                if (!await connection.WaitAsync(Silence, _end.Token).ConfigureAwait(false))
                {
                    await ExecuteAsync(connection, "SELECT 1").ConfigureAwait(false);
                }
            }
        }
    }

    private async Task ExecuteAsync(NpgsqlConnection connection, string sql)
    {
        var command = new NpgsqlCommand(sql, connection) { CommandTimeout = store.Limits.CommandTimeout };
        await using (command.ConfigureAwait(false))
        {
            await command.ExecuteNonQueryAsync(_end.Token).ConfigureAwait(false);
        }
    }
}
