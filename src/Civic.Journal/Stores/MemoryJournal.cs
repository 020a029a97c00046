using System.Runtime.CompilerServices;
using NodaTime;

namespace Civic.Journal;

/// <summary>A journal in memory: for tests and for what need not outlive the process. It keeps every promise of <see cref="IJournal"/> but the stable storage.</summary>
public sealed class MemoryJournal : IJournal
{
    private readonly Lock _gate = new();
    private readonly List<JournalEntry> _all = [];
    private readonly Dictionary<StreamId, List<JournalEntry>> _streams = [];
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
        JournalEntry[] found;
        lock (_gate)
        {
            found = _streams.TryGetValue(stream, out var entries) ? [.. entries.Skip((int)Math.Min(fromVersion - 1, int.MaxValue))] : [];
        }

        foreach (var entry in found)
        {
            cancellation.ThrowIfCancellationRequested();
            yield return entry;
        }

        await Task.CompletedTask.ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<JournalEntry> ReadAllAsync(long fromPosition = 1, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(fromPosition, 1);
        JournalEntry[] found;
        lock (_gate)
        {
            found = From(fromPosition);
        }

        foreach (var entry in found)
        {
            cancellation.ThrowIfCancellationRequested();
            yield return entry;
        }

        await Task.CompletedTask.ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<JournalEntry> FollowAsync(long fromPosition = 1, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(fromPosition, 1);
        while (true)
        {
            JournalEntry[] found;
            Task grown;
            lock (_gate)
            {
                (found, grown) = (From(fromPosition), _grown.Task);
            }

            foreach (var entry in found)
            {
                cancellation.ThrowIfCancellationRequested();
                yield return entry;
                fromPosition = entry.Position + 1;
            }

            if (found.Length == 0)
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
            return new(_streams.TryGetValue(stream, out var entries) ? new StreamHead(entries.Count, entries[^1].Hash) : default);
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
            if (!_streams.TryGetValue(snapshot.Stream, out var entries) || at < 1 || at > entries.Count || entries[(int)at - 1].Hash != snapshot.At.Hash)
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
            var lease = _leases.GetValueOrDefault(family);
            var isGranted = lease is null || lease.Holder == holder || lease.Until <= now;
            if (isGranted)
            {
                // The holder of a running lease keeps its token; everyone else gets a larger one.
                var token = lease is not null && lease.Holder == holder && lease.Until > now ? lease.Token : (lease?.Token ?? 0) + 1;
                lease = _leases[family] = new(token, holder, now + duration);
            }

            return new(new LeaseOutcome(isGranted, isGranted ? new(lease!.Token) : default, lease!.Holder, lease.Until));
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

        if (_leases.TryGetValue(stream.Family, out var lease) && !lease.Allows(options.Token, _clock.GetCurrentInstant()))
        {
            return new(AppendResult.Fenced, version, 0);
        }

        if (!expected.Allows(version))
        {
            return new(AppendResult.VersionConflict, version, 0);
        }

        known ??= _streams[stream] = [];
        var hash = known.Count > 0 ? known[^1].Hash : EntryChain.Start;
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

    private JournalEntry[] From(long position) =>
        position > _all.Count ? [] : [.. _all.GetRange((int)position - 1, _all.Count - (int)position + 1)];
}
