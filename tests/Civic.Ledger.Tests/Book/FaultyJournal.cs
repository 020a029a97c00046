using Civic.Journal;
using NodaTime;

namespace Civic.Ledger.Tests;

/// <summary>A journal over another whose storage calls are counted, and one of which goes wrong.</summary>
internal sealed class FaultyJournal(IJournal inner) : IJournal
{
    private int _calls;

    /// <summary>Which call goes wrong, from 1; 0 for none.</summary>
    public int FaultAt { get; set; }

    public JournalFault Fault { get; set; }

    /// <summary>Whether the journal keeps its snapshots to itself.</summary>
    public bool HidesSnapshots { get; set; }

    public int Calls => _calls;

    public ValueTask<AppendOutcome> AppendAsync(
        StreamId stream, ExpectedVersion expected, IReadOnlyList<NewEntry> entries, AppendOptions options = default, CancellationToken cancellation = default) =>
        CallAsync(() => inner.AppendAsync(stream, expected, entries, options, cancellation));

    public IAsyncEnumerable<JournalEntry> ReadAsync(StreamId stream, long fromVersion = 1, CancellationToken cancellation = default) =>
        inner.ReadAsync(stream, fromVersion, cancellation);

    public IAsyncEnumerable<JournalEntry> ReadAllAsync(long fromPosition = 1, CancellationToken cancellation = default) =>
        inner.ReadAllAsync(fromPosition, cancellation);

    public IAsyncEnumerable<JournalEntry> FollowAsync(long fromPosition = 1, CancellationToken cancellation = default) =>
        inner.FollowAsync(fromPosition, cancellation);

    public ValueTask<StreamHead> GetStreamHeadAsync(StreamId stream, CancellationToken cancellation = default) => inner.GetStreamHeadAsync(stream, cancellation);

    public ValueTask<JournalHead> GetHeadAsync(CancellationToken cancellation = default) => inner.GetHeadAsync(cancellation);

    public async ValueTask SaveSnapshotAsync(Snapshot snapshot, CancellationToken cancellation = default) => await CallAsync(async () =>
    {
        await inner.SaveSnapshotAsync(snapshot, cancellation);
        return true;
    });

    public ValueTask<Snapshot?> LoadSnapshotAsync(StreamId stream, CancellationToken cancellation = default) =>
        HidesSnapshots ? default : inner.LoadSnapshotAsync(stream, cancellation);

    public ValueTask<LeaseOutcome> TakeLeaseAsync(string family, string holder, Duration duration, CancellationToken cancellation = default) =>
        inner.TakeLeaseAsync(family, holder, duration, cancellation);

    public ValueTask ReleaseLeaseAsync(string family, FencingToken token, CancellationToken cancellation = default) =>
        inner.ReleaseLeaseAsync(family, token, cancellation);

    public ValueTask DisposeAsync() => default;

    private async ValueTask<T> CallAsync<T>(Func<ValueTask<T>> call)
    {
        var number = Interlocked.Increment(ref _calls);
        var isForGood = Fault is JournalFault.FailsBefore or JournalFault.FailsAfter or JournalFault.NeverAnswers;
        if (FaultAt == 0 || number < FaultAt || (number > FaultAt && !isForGood))
            return await call();
        if (number == FaultAt && (Fault is JournalFault.FailsAfter or JournalFault.LostAfter or JournalFault.NeverAnswersAfter))
            await call();
        return Fault switch
        {
            JournalFault.NeverAnswers or JournalFault.NeverAnswersAfter => await new TaskCompletionSource<T>().Task,
            JournalFault.LostBefore or JournalFault.LostAfter => throw new JournalException(JournalFailure.ConnectionLost, "The connection was cut."),
            _ => throw new JournalException(JournalFailure.StorageFailed, "The disk failed."),
        };
    }
}
