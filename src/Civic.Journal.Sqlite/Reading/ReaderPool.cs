using System.Collections.Concurrent;

namespace Civic.Journal.Sqlite;

/// <summary>Reading connections, made when first needed. Each read is short (a page), so that none keeps the log from being copied.</summary>
internal sealed class ReaderPool(SqliteJournalOptions options) : IAsyncDisposable
{
    private readonly ConcurrentBag<JournalReader> _idle = [];
    private readonly SemaphoreSlim _free = new(options.Readers, options.Readers);
    private volatile bool _isClosed;

    public async Task<T> RunAsync<T>(Func<JournalReader, T> read, CancellationToken cancellation)
    {
        ObjectDisposedException.ThrowIf(_isClosed, typeof(SqliteJournal));
        await _free.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            ObjectDisposedException.ThrowIf(_isClosed, typeof(SqliteJournal));
            return await Task.Run(() => Run(read), cancellation).ConfigureAwait(false);
        }
        finally
        {
            _free.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        _isClosed = true;
        for (var i = 0; i < options.Readers; i++)
        {
            await _free.WaitAsync().ConfigureAwait(false);
        }

        while (_idle.TryTake(out var reader))
        {
            reader.Dispose();
        }

        // Whoever still waits finds it closed.
        _free.Release(options.Readers);
    }

    private T Run<T>(Func<JournalReader, T> read)
    {
        var reader = _idle.TryTake(out var idle) ? idle : new(options);
        try
        {
            var result = read(reader);
            _idle.Add(reader);
            return result;
        }
        catch
        {
            reader.Dispose();
            throw;
        }
    }
}
