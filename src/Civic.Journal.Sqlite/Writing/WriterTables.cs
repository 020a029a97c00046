using NodaTime;

namespace Civic.Journal.Sqlite;

/// <summary>The tables as the writer sees them inside its transaction: decisions first, then writes, so that what is refused leaves nothing.</summary>
internal sealed class WriterTables
{
    private const string Doing = "append";
    private const int MostStreamsKept = 100_000;

    private readonly Dictionary<StreamId, StreamState> _streams = [];
    private readonly Database _database;
    private readonly IClock _clock;
    private readonly Statement _begin, _commit, _saveHead, _findStream, _addStream, _lastEntry, _addEntry, _findKey, _addKey;
    private bool _hasGrown;

    public WriterTables(Database database, IClock clock)
    {
        (_database, _clock) = (database, clock);
        _begin = database.Prepare("BEGIN IMMEDIATE", Doing);
        _commit = database.Prepare("COMMIT", Doing);
        _saveHead = database.Prepare("UPDATE head SET count = ?1, frontier = ?2 WHERE id = 1", Doing);
        _findStream = database.Prepare("SELECT id FROM streams WHERE family = ?1 AND name = ?2", Doing);
        _addStream = database.Prepare("INSERT INTO streams (family, name) VALUES (?1, ?2) RETURNING id", Doing);
        _lastEntry = database.Prepare("SELECT version, hash FROM entries WHERE stream = ?1 ORDER BY version DESC LIMIT 1", Doing);
        _addEntry = database.Prepare("INSERT INTO entries VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)", Doing);
        _findKey = database.Prepare("SELECT request, version, position, checksum FROM keys WHERE stream = ?1 AND key = ?2", Doing);
        _addKey = database.Prepare("INSERT INTO keys VALUES (?1, ?2, ?3, ?4, ?5, ?6)", Doing);
        Leases = new(database, clock);
        Snapshots = new(database, this);
        Frontier = LoadFrontier();
        CheckLast();
    }

    /// <summary>The Merkle tree with what this transaction adds.</summary>
    public MerkleFrontier Frontier { get; private set; }

    public WriterLeases Leases { get; }

    public WriterSnapshots Snapshots { get; }

    public void Begin()
    {
        _begin.Run();
        (Frontier, _hasGrown) = (Frontier.Copy(), false);
    }

    public void Commit()
    {
        if (_hasGrown)
        {
            _saveHead.Bind(1, Frontier.Count).Bind(2, Frontier.ToArray()).Run();
        }

        _commit.Run();
    }

    /// <summary>Ends a transaction that failed and forgets what it had decided.</summary>
    public void Rollback()
    {
        if (!_database.IsIdle)
        {
            _database.Execute("ROLLBACK", Doing);
        }

        _streams.Clear();
        Leases.Load();
        Frontier = LoadFrontier();
    }

    /// <summary>Decides an append and, unless refused, writes it.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="expected">What the writer believes.</param>
    /// <param name="entries">The entries.</param>
    /// <param name="options">Key and token.</param>
    /// <param name="request">What the append asks for, when it has a key.</param>
    public AppendOutcome Append(StreamId stream, ExpectedVersion expected, IReadOnlyList<NewEntry> entries, AppendOptions options, Digest request)
    {
        var known = Find(stream);
        var version = known?.Version ?? 0;
        if (known is not null && !options.Key.IsNone && Earlier(known, options.Key.Value) is { } earlier)
        {
            return earlier.Request == request
                ? new(AppendResult.AlreadyAppended, earlier.Version, earlier.Position)
                : new(AppendResult.KeyReused, version, 0);
        }

        if (!Leases.Allow(stream.Family, options.Token, _clock.GetCurrentInstant()))
        {
            return new(AppendResult.Fenced, version, 0);
        }

        if (!expected.Allows(version))
        {
            return new(AppendResult.VersionConflict, version, 0);
        }

        known ??= Add(stream);
        for (var i = 0; i < entries.Count; i++)
        {
            Write(stream, known, entries[i]);
        }

        if (!options.Key.IsNone)
        {
            AddKey(known, options.Key.Value, request);
        }

        return new(AppendResult.Appended, known.Version, Frontier.Count);
    }

    /// <summary>The state of a stream, or <see langword="null"/> when it has no entry.</summary>
    public StreamState? Find(StreamId stream)
    {
        if (_streams.TryGetValue(stream, out var known))
        {
            return known;
        }

        if (!_findStream.Bind(1, stream.Family).Bind(2, stream.Name).Step())
        {
            return null;
        }

        var id = _findStream.Long(0);
        _findStream.Reset();
        if (!_lastEntry.Bind(1, id).Step())
        {
            throw Damaged($"the stream {stream} has lost its entries");
        }

        known = new() { Id = id, Version = _lastEntry.Long(0), Hash = _lastEntry.Digest(1) ?? throw Damaged($"the last hash of {stream} is cut off") };
        _lastEntry.Reset();
        return Keep(stream, known);
    }

    private void Write(StreamId stream, StreamState known, NewEntry entry)
    {
        known.Version++;
        known.Hash = EntryChain.Next(known.Hash, stream, known.Version, entry);
        Frontier.Add(known.Hash);
        _hasGrown = true;
        _addEntry.Bind(1, Frontier.Count).Bind(2, known.Id).Bind(3, known.Version).Bind(4, entry.Type)
            .Bind(5, entry.At.ToUnixTimeTicks()).Bind(6, known.Hash).Bind(7, entry.Payload.Span).Run();
    }

    private (Digest Request, long Version, long Position)? Earlier(StreamState known, Guid key)
    {
        Span<byte> bytes = stackalloc byte[16];
        key.TryWriteBytes(bytes, bigEndian: true, out _);
        if (!_findKey.Bind(1, known.Id).Bind(2, bytes).Step())
        {
            return null;
        }

        var (request, version, position, checksum) = (_findKey.Digest(0) ?? default, _findKey.Long(1), _findKey.Long(2), _findKey.Long(3));
        _findKey.Reset();
        return checksum == RowChecksum.OfKey(known.Id, key, request, version, position)
            ? (request, version, position)
            : throw Damaged($"an idempotency key of position {position} is not as written");
    }

    private void AddKey(StreamState known, Guid key, Digest request)
    {
        Span<byte> bytes = stackalloc byte[16];
        key.TryWriteBytes(bytes, bigEndian: true, out _);
        _addKey.Bind(1, known.Id).Bind(2, bytes).Bind(3, request).Bind(4, known.Version).Bind(5, Frontier.Count)
            .Bind(6, RowChecksum.OfKey(known.Id, key, request, known.Version, Frontier.Count)).Run();
    }

    private StreamState Add(StreamId stream)
    {
        _addStream.Bind(1, stream.Family).Bind(2, stream.Name).Step();
        var id = _addStream.Long(0);
        // A statement that returns rows has done its work only when stepped to its end.
        _addStream.Step();
        return Keep(stream, new() { Id = id, Version = 0, Hash = EntryChain.Start });
    }

    private StreamState Keep(StreamId stream, StreamState state)
    {
        if (_streams.Count >= MostStreamsKept)
        {
            _streams.Clear();
        }

        return _streams[stream] = state;
    }

    private MerkleFrontier LoadFrontier()
    {
        using var head = _database.Prepare("SELECT count, frontier FROM head WHERE id = 1", Doing);
        if (!head.Step())
        {
            throw Damaged("its head is gone");
        }

        var count = head.Long(0);
        return count >= 0 && head.Bytes(1).Length == long.PopCount(count) * Digest.Length
            ? new(count, head.Bytes(1))
            : throw Damaged("its head is not as written");
    }

    private void CheckLast()
    {
        var last = _database.Number("SELECT max(position) FROM entries", Doing);
        if (last != Frontier.Count)
        {
            throw Damaged($"its head is at position {Frontier.Count}, its last entry at {last}");
        }
    }

    private JournalException Damaged(string what) =>
        new(JournalFailure.Corrupt, $"'{_database.Path}' is damaged: {what}. Keep a copy of it, check it, and restore a backup.");
}
