namespace Civic.Journal.Sqlite;

/// <summary>Something that waits for the writer: decided inside its transaction, answered when that is on stable storage.</summary>
internal abstract class WriteOperation(long bytes, CancellationToken cancellation)
{
    /// <summary>About how much it writes.</summary>
    public long Bytes => bytes;

    /// <summary>Whether nobody waits for it any more; it is then left out, as if it had never been asked for.</summary>
    public bool IsAbandoned => cancellation.IsCancellationRequested;

    public abstract void Decide(WriterTables tables);

    public abstract void Complete();

    public abstract void Fail(Exception failure);
}

/// <inheritdoc/>
internal sealed class WriteOperation<T>(Func<WriterTables, T> decide, long bytes, CancellationToken cancellation) : WriteOperation(bytes, cancellation)
{
    private readonly TaskCompletionSource<T> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private T? _outcome;

    public Task<T> Done => _done.Task;

    public override void Decide(WriterTables tables) => _outcome = decide(tables);

    public override void Complete() => _done.TrySetResult(_outcome!);

    public override void Fail(Exception failure)
    {
        if (failure is OperationCanceledException)
        {
            _done.TrySetCanceled();
        }
        else
        {
            _done.TrySetException(failure);
        }
    }
}
