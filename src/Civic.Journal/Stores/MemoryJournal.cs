using System.Runtime.CompilerServices;
using NodaTime;

namespace Civic.Journal;

/// <summary>A journal in memory: for tests and for what need not outlive the process. It keeps every promise of <see cref="IJournal"/> but the stable storage.</summary>
public sealed class MemoryJournal : IJournal
{
    private readonly Lock _gate = new();
    private readonly EntryList _all = new();
    private readonly Dictionary<StreamId, EntryList> _streams = [];
    private readonly Dictionary<(StreamId, AppendKey), (Digest Request, long Version, long Position)> _keys = [];
    private readonly Dictionary<StreamId, List<Snapshot>> _snapshots = [];
    private readonly Dictionary<string, Lease> _leases = [];
    private readonly MerkleFrontier _frontier = new();
    private readonly IClock _clock;
    private TaskCompletionSource _grown = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Begins an empty journal.</summary>
    /// <param name="clock">What leases run by; the system's clock when <see langword="null"/>.</param>
    public MemoryJournal(IClock? clock = null) => _clock = clock ?? SystemClock.Instance;

    /// <inheritdoc/>
    public ValueTask<AppendOutcome> AppendAsync(
        StreamId stream, ExpectedVersion expected, IReadOnlyList<NewEntry> entries, AppendOptions options = default, CancellationToken cancellation = default)
    {
        AppendLimits.Check(stream, entries);
        cancellation.ThrowIfCancellationRequested();
        lock (_gate)
        {
            return new(Append(stream, expected, entries, options));
        }
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<JournalEntry> ReadAsync(StreamId stream, long fromVersion = 1, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        stream.ThrowIfDefault(nameof(stream));
        ArgumentOutOfRangeException.ThrowIfLessThan(fromVersion, 1);
        ReadOnlyMemory<JournalEntry> found;
        lock (_gate)
        {
            found = _streams.TryGetValue(stream, out var entries) ? entries.From(fromVersion) : default;
        }

        for (var i = 0; i < found.Length; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            yield return found.Span[i];
        }

        await Task.CompletedTask.ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<JournalEntry> ReadAllAsync(long fromPosition = 1, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(fromPosition, 1);
        ReadOnlyMemory<JournalEntry> found;
        lock (_gate)
        {
            found = _all.From(fromPosition);
        }

        for (var i = 0; i < found.Length; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            yield return found.Span[i];
        }

        await Task.CompletedTask.ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<JournalEntry> FollowAsync(long fromPosition = 1, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(fromPosition, 1);
        while (true)
        {
            ReadOnlyMemory<JournalEntry> found;
            Task grown;
            lock (_gate)
            {
                (found, grown) = (_all.From(fromPosition), _grown.Task);
            }

            for (var i = 0; i < found.Length; i++)
            {
                cancellation.ThrowIfCancellationRequested();
                yield return found.Span[i];
            }

            fromPosition += found.Length;
            if (found.IsEmpty)
            {
                await grown.WaitAsync(cancellation).ConfigureAwait(false);
            }
        }
    }

    /// <inheritdoc/>
    public ValueTask<StreamHead> GetStreamHeadAsync(StreamId stream, CancellationToken cancellation = default)
    {
        stream.ThrowIfDefault(nameof(stream));
        lock (_gate)
        {
            return new(_streams.TryGetValue(stream, out var entries) ? entries.Head : default);
        }
    }

    /// <inheritdoc/>
    public ValueTask<JournalHead> GetHeadAsync(CancellationToken cancellation = default)
    {
        lock (_gate)
        {
            return new(_frontier.Head);
        }
    }

    /// <inheritdoc/>
    public ValueTask SaveSnapshotAsync(Snapshot snapshot, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        lock (_gate)
        {
            var at = snapshot.At.Version;
            if (!_streams.TryGetValue(snapshot.Stream, out var entries) || at < 1 || at > entries.Count || entries[at].Hash != snapshot.At.Hash)
            {
                throw new ArgumentException($"{snapshot.Stream} has no entry {at} with the snapshot's hash.", nameof(snapshot));
            }

            var kept = _snapshots.TryGetValue(snapshot.Stream, out var found) ? found : _snapshots[snapshot.Stream] = [];
            kept.RemoveAll(older => older.At.Version == at);
            kept.Add(snapshot with { State = snapshot.State.ToArray() });
            kept.Sort((a, b) => a.At.Version.CompareTo(b.At.Version));
            kept.RemoveRange(0, Math.Max(0, kept.Count - 2));
        }

        return default;
    }

    /// <inheritdoc/>
    public ValueTask<Snapshot?> LoadSnapshotAsync(StreamId stream, CancellationToken cancellation = default)
    {
        stream.ThrowIfDefault(nameof(stream));
        lock (_gate)
        {
            return new(_snapshots.TryGetValue(stream, out var kept) ? kept[^1] : null);
        }
    }

    /// <inheritdoc/>
    public ValueTask<LeaseOutcome> TakeLeaseAsync(string family, string holder, Duration duration, CancellationToken cancellation = default)
    {
        Lease.Check(family, holder, duration);
        lock (_gate)
        {
            var now = _clock.GetCurrentInstant();
            var lease = _leases.GetValueOrDefault(family, Lease.None);
            var isRunning = lease.Until > now;
            if (isRunning && lease.Holder != holder)
            {
                return new(new LeaseOutcome(false, default, lease.Holder, lease.Until));
            }

            // The holder of a running lease keeps its token; everyone else gets a larger one.
            lease = _leases[family] = new(isRunning ? lease.Token : lease.Token + 1, holder, now + duration);
            return new(new LeaseOutcome(true, new(lease.Token), holder, lease.Until));
        }
    }

    /// <inheritdoc/>
    public ValueTask ReleaseLeaseAsync(string family, FencingToken token, CancellationToken cancellation = default)
    {
        lock (_gate)
        {
            if (_leases.TryGetValue(family, out var lease) && lease.Token == token.Value)
            {
                _leases[family] = lease with { Until = Instant.MinValue };
            }
        }

        return default;
    }

    /// <summary>Ends nothing: the entries stay readable as long as the object is referred to.</summary>
    public ValueTask DisposeAsync() => default;

    private AppendOutcome Append(StreamId stream, ExpectedVersion expected, IReadOnlyList<NewEntry> entries, AppendOptions options)
    {
        var request = options.Key.IsNone ? default : EntryChain.Request(entries);
        var known = _streams.GetValueOrDefault(stream);
        long version = known?.Count ?? 0;
        if (!options.Key.IsNone && _keys.TryGetValue((stream, options.Key), out var earlier))
        {
            return earlier.Request == request
                ? new(AppendResult.AlreadyAppended, earlier.Version, earlier.Position)
                : new(AppendResult.KeyReused, version, 0);
        }

        if (!_leases.GetValueOrDefault(stream.Family, Lease.None).Allows(options.Token, _clock.GetCurrentInstant()))
        {
            return new(AppendResult.Fenced, version, 0);
        }

        if (!expected.Allows(version))
        {
            return new(AppendResult.VersionConflict, version, 0);
        }

        known ??= _streams[stream] = new();
        var hash = known.Head.Hash;
        foreach (var entry in entries)
        {
            hash = EntryChain.Next(hash, stream, ++version, entry);
            var stored = new JournalEntry(_all.Count + 1, stream, version, entry.Type, entry.At, entry.Payload.ToArray(), hash);
            known.Add(stored);
            _all.Add(stored);
            _frontier.Add(hash);
        }

        if (!options.Key.IsNone)
        {
            _keys[(stream, options.Key)] = (request, version, _all.Count);
        }

        var grown = _grown;
        _grown = new(TaskCreationOptions.RunContinuationsAsynchronously);
        grown.SetResult();
        return new(AppendResult.Appended, version, _all.Count);
    }

    /// <summary>Entries that are only ever added to: what was handed out stays as it is, so a reading copies nothing.</summary>
    private sealed class EntryList
    {
        private JournalEntry[] _entries = new JournalEntry[4];

        public int Count { get; private set; }

        public StreamHead Head => Count > 0 ? new(Count, this[Count].Hash) : default;

        /// <summary>The entry of a number, from 1.</summary>
        public JournalEntry this[long number] => _entries[number - 1];

        public void Add(JournalEntry entry)
        {
            if (Count == _entries.Length)
            {
                Array.Resize(ref _entries, 2 * Count);
            }

            _entries[Count++] = entry;
        }

        public ReadOnlyMemory<JournalEntry> From(long number) => number > Count ? default : _entries.AsMemory((int)number - 1, Count - (int)number + 1);
    }
}
