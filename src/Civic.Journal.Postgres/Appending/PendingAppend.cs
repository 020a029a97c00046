namespace Civic.Journal.Postgres;

/// <summary>An append that waits for its transaction.</summary>
internal sealed class PendingAppend
{
    private readonly TaskCompletionSource<AppendOutcome> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationToken _cancellation;

    public PendingAppend(StreamId stream, ExpectedVersion expected, IReadOnlyList<NewEntry> entries, AppendOptions options, CancellationToken cancellation)
    {
        // A caller that stops waiting may use its buffers again while the entries are still being hashed and sent, so its payloads are copied.
        Entries = cancellation.CanBeCanceled ? [.. entries.Select(e => new NewEntry(e.Type, e.At, e.Payload.ToArray()))] : [.. entries];
        (Stream, Expected, Options, _cancellation) = (stream, expected, options, cancellation);
        Request = options.Key.IsNone ? default : EntryChain.Request(Entries);
        Bytes = Entries.Sum(e => (long)e.Payload.Length);
    }

    public StreamId Stream { get; }

    public ExpectedVersion Expected { get; }

    public NewEntry[] Entries { get; }

    public AppendOptions Options { get; }

    public Digest Request { get; }

    public long Bytes { get; }

    /// <summary>Whether the caller went away before the append was begun: then it is left out.</summary>
    public bool IsAbandoned => _cancellation.IsCancellationRequested;

    public Task<AppendOutcome> Outcome => _done.Task.WaitAsync(_cancellation);

    public void Complete(AppendOutcome outcome) => _done.TrySetResult(outcome);

    public void Fail(Exception error)
    {
        _done.TrySetException(error);
        // Seen here in case the caller does not wait any more.
        _ = _done.Task.Exception;
    }
}
