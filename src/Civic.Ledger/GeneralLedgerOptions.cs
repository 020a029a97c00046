using Civic.Journal;
using NodaTime;

namespace Civic.Ledger;

/// <summary>How a <see cref="GeneralLedger"/> is kept. Immutable; checked when the book is opened.</summary>
public sealed record GeneralLedgerOptions
{
    /// <summary>The book's name: its stream is <c>ledger/name</c>.</summary>
    /// <value>1 to 140 letters, digits and <c>-_.:</c>. Default: <c>main</c>.</value>
    public string Name { get; init; } = "main";

    /// <summary>How far east of UTC the book's accounting days begin. Written into the book's first entry; a book is never opened with another.</summary>
    /// <value>Default: +09:00, Korea.</value>
    public Offset UtcOffset { get; init; } = Offset.FromHours(9);

    /// <summary>Where now comes from.</summary>
    /// <value>Default: the system's clock.</value>
    public IClock Clock { get; init; } = SystemClock.Instance;

    /// <summary>What waiting goes by: between tries of an append, and for a journal that does not answer.</summary>
    /// <value>Default: the system's.</value>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>Makes this host the only writer while it runs; <see langword="null"/> relies on versions alone, which also never let two hosts both
    /// write.</summary>
    /// <value>Default: none.</value>
    public BookLease? Lease { get; init; }

    /// <summary>
    /// After how many entries a snapshot is saved; 0 for none but on demand. Requests wait while the state is copied, about half a second for a million
    /// transfers; a state of more than 2 GiB, some 40 million transfers, cannot be saved and is told by <see cref="GeneralLedger.SnapshotFault"/>.
    /// </summary>
    /// <value>0 or more. Default: 10,000.</value>
    public int SnapshotEvery { get; init; } = 10_000;

    /// <summary>How often one append is tried when the journal loses the connection or does not answer.</summary>
    /// <value>1 to 100. Default: 5.</value>
    public int AppendAttempts { get; init; } = 5;

    /// <summary>The wait after the first failed try; it doubles with each.</summary>
    /// <value>Zero to 1 minute. Default: 200 ms.</value>
    public Duration RetryDelay { get; init; } = Duration.FromMilliseconds(200);

    /// <summary>How long one try of an append may take before it counts as lost.</summary>
    /// <value>More than zero, to 1 hour. Default: 1 minute.</value>
    public Duration AppendTimeout { get; init; } = Duration.FromMinutes(1);

    /// <summary>How many requests may wait before callers wait to ask.</summary>
    /// <value>1 to 1,000,000. Default: 4,096.</value>
    public int QueueLength { get; init; } = 4_096;

    internal StreamId Stream => new(GeneralLedger.StreamFamily, Name);

    internal StreamId AccessStream => new(GeneralLedger.AccessFamily, Name);

    /// <exception cref="ArgumentException">A value is out of its range.</exception>
    internal void ThrowIfInvalid()
    {
        _ = Stream;
        ArgumentNullException.ThrowIfNull(Clock);
        ArgumentNullException.ThrowIfNull(TimeProvider);
        if (SnapshotEvery < 0)
            throw new ArgumentException($"Snapshots come every 0 or more entries, not {SnapshotEvery}.");
        if (AppendAttempts is < 1 or > 100)
            throw new ArgumentException($"An append is tried 1 to 100 times, not {AppendAttempts}.");
        if (RetryDelay < Duration.Zero || RetryDelay > Duration.FromMinutes(1))
            throw new ArgumentException($"The retry delay is zero to 1 minute, not {RetryDelay}.");
        if (AppendTimeout <= Duration.Zero || AppendTimeout > Duration.FromHours(1))
            throw new ArgumentException($"The append timeout is more than zero and at most 1 hour, not {AppendTimeout}.");
        if (QueueLength is < 1 or > 1_000_000)
            throw new ArgumentException($"The queue takes 1 to 1,000,000 requests, not {QueueLength}.");
        if (Lease is { } lease && (string.IsNullOrWhiteSpace(lease.Holder) || lease.Duration <= Duration.Zero))
            throw new ArgumentException("A lease names its holder and lasts longer than nothing.");
    }
}
