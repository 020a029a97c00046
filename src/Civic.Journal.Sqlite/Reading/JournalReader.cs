using NodaTime;

namespace Civic.Journal.Sqlite;

/// <summary>One connection that only reads.</summary>
internal sealed class JournalReader : IDisposable
{
    private const int MostEntries = 256;
    private const long MostBytes = 4L << 20;
    private const int MostNamesKept = 100_000;
    private const string Doing = "read";
    private const string Columns = "SELECT position, stream, version, type, at, hash, payload FROM entries";

    private readonly Dictionary<long, StreamId> _names = [];
    private readonly Statement _all, _ofStream, _id, _name, _head;

    public JournalReader(SqliteJournalOptions options)
    {
        Database = Database.Open(options.Path, options.BusyTimeout, options.Vfs, create: false);
        try
        {
            Database.Execute("PRAGMA query_only = 1; PRAGMA cache_size = -8192", Doing);
            _all = Database.Prepare($"{Columns} WHERE position BETWEEN ?1 AND ?2 ORDER BY position", Doing);
            _ofStream = Database.Prepare($"{Columns} WHERE stream = ?1 AND version BETWEEN ?2 AND ?3 ORDER BY version", Doing);
            _id = Database.Prepare("SELECT id FROM streams WHERE family = ?1 AND name = ?2", Doing);
            _name = Database.Prepare("SELECT family, name FROM streams WHERE id = ?1", Doing);
            _head = Database.Prepare("SELECT version, hash FROM entries WHERE stream = ?1 ORDER BY version DESC LIMIT 1", Doing);
        }
        catch
        {
            Database.Dispose();
            throw;
        }
    }

    public Database Database { get; }

    /// <summary>Entries from one position to another, as many as make a page.</summary>
    public List<JournalEntry> All(long from, long to) => Page(_all.Bind(1, from).Bind(2, to), from, entry => entry.Position, $"position {from - 1}");

    /// <summary>Entries of a stream from one version to another, as many as make a page.</summary>
    public List<JournalEntry> OfStream(long id, StreamId stream, long from, long to) =>
        Page(_ofStream.Bind(1, id).Bind(2, from).Bind(3, to), from, entry => entry.Version, $"version {from - 1} of {stream}");

    /// <summary>The number of a stream, or 0 when it was never written.</summary>
    public long Id(StreamId stream)
    {
        var id = _id.Bind(1, stream.Family).Bind(2, stream.Name).Step() ? _id.Long(0) : 0;
        _id.Reset();
        return id;
    }

    public StreamHead Head(StreamId stream)
    {
        var id = Id(stream);
        if (id == 0)
        {
            return default;
        }

        try
        {
            return _head.Bind(1, id).Step() && _head.Digest(1) is { } hash
                ? new(_head.Long(0), hash)
                : throw Damaged($"the last entry of {stream} is not readable");
        }
        finally
        {
            _head.Reset();
        }
    }

    public void Dispose() => Database.Dispose();

    private List<JournalEntry> Page(Statement rows, long expected, Func<JournalEntry, long> place, string before)
    {
        List<JournalEntry> page = [];
        long bytes = 0;
        try
        {
            while (page.Count < MostEntries && bytes < MostBytes && rows.Step())
            {
                var entry = Entry(rows);
                if (place(entry) != expected++)
                {
                    throw Damaged($"an entry is missing, the next one is at position {entry.Position}");
                }

                page.Add(entry);
                bytes += entry.Payload.Length;
            }
        }
        catch (JournalException damage) when (damage.Failure == JournalFailure.Corrupt)
        {
            // What came before is good: it is given first, and the damage is met again at the beginning of the next page.
            if (page.Count == 0)
            {
                throw new JournalException(JournalFailure.Corrupt, $"The entry after {before} cannot be read. {damage.Message}", damage);
            }
        }
        finally
        {
            rows.Reset();
        }

        return page;
    }

    private JournalEntry Entry(Statement row)
    {
        var position = row.Long(0);
        var type = row.Text(3);
        if (row.Digest(5) is not { } hash || type.Length is 0 or > NewEntry.MaxTypeLength || type.AsSpan().ContainsAnyExceptInRange('!', '~'))
        {
            throw Damaged($"the entry at position {position} is not as it was written");
        }

        try
        {
            return new(position, Name(row.Long(1)), row.Long(2), type, Instant.FromUnixTimeTicks(row.Long(4)), row.Bytes(6).ToArray(), hash);
        }
        catch (ArgumentException impossible)
        {
            throw new JournalException(JournalFailure.Corrupt, Damaged($"the entry at position {position} is not as it was written").Message, impossible);
        }
    }

    private StreamId Name(long id)
    {
        if (_names.TryGetValue(id, out var name))
        {
            return name;
        }

        if (_names.Count >= MostNamesKept)
        {
            _names.Clear();
        }

        try
        {
            return _names[id] = _name.Bind(1, id).Step() ? new(_name.Text(0), _name.Text(1)) : throw Damaged($"the stream {id} has no name");
        }
        finally
        {
            _name.Reset();
        }
    }

    private JournalException Damaged(string what) =>
        new(JournalFailure.Corrupt, $"'{Database.Path}' is damaged: {what}. Keep a copy of it, check it, and restore a backup.");
}
