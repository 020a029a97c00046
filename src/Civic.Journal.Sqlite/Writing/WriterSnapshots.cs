namespace Civic.Journal.Sqlite;

/// <summary>
/// Snapshots, written in parts so that a large one does not hold up appends: a snapshot counts once its row is there, which comes last.
/// </summary>
internal sealed class WriterSnapshots
{
    /// <summary>Bytes of one part.</summary>
    public const int PartLength = 1 << 20;

    private const string Doing = "save a snapshot";
    private const int Kept = 2;

    private readonly WriterTables _tables;
    private readonly Statement _hashAt, _addPart, _add, _superseded, _newer, _remove, _removePart;
    private long _lastId;

    public WriterSnapshots(Database database, WriterTables tables)
    {
        _tables = tables;
        _hashAt = database.Prepare("SELECT hash FROM entries WHERE stream = ?1 AND version = ?2", Doing);
        _addPart = database.Prepare("INSERT INTO snapshot_parts VALUES (?1, ?2, ?3)", Doing);
        _add = database.Prepare("INSERT INTO snapshots VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)", Doing);
        _superseded = database.Prepare(
            """
            SELECT id, parts FROM snapshots WHERE stream = ?1 AND (version = ?2 OR version NOT IN
                (SELECT version FROM (SELECT version FROM snapshots WHERE stream = ?1 UNION SELECT ?2) ORDER BY version DESC LIMIT ?3))
            """,
            Doing);
        _newer = database.Prepare("SELECT count(*) FROM snapshots WHERE stream = ?1 AND version > ?2", Doing);
        _remove = database.Prepare("DELETE FROM snapshots WHERE id = ?1", Doing);
        _removePart = database.Prepare("DELETE FROM snapshot_parts WHERE snapshot = ?1 AND part = ?2", Doing);
        // What a process that ended in the middle of a snapshot left.
        database.Execute("DELETE FROM snapshot_parts WHERE snapshot NOT IN (SELECT id FROM snapshots)", Doing);
        _lastId = database.Number("SELECT max(id) FROM snapshots", Doing);
    }

    /// <summary>A number for a snapshot of an entry of the stream, or 0 when there is no such entry.</summary>
    public long Begin(StreamId stream, StreamHead at) => HasEntry(_tables.Find(stream), at) ? ++_lastId : 0;

    public bool AddPart(long id, int part, ReadOnlyMemory<byte> bytes)
    {
        _addPart.Bind(1, id).Bind(2, part).Bind(3, bytes.Span).Run();
        return true;
    }

    /// <summary>Makes the snapshot count, and tells which ones no longer do: their parts are removed one by one.</summary>
    public IReadOnlyList<(long Id, long Parts)> Finish(long id, Snapshot snapshot, int parts, Digest checksum)
    {
        var stream = _tables.Find(snapshot.Stream)!;
        List<(long Id, long Parts)> superseded = [];
        _superseded.Bind(1, stream.Id).Bind(2, snapshot.At.Version).Bind(3, Kept);
        while (_superseded.Step())
        {
            superseded.Add((_superseded.Long(0), _superseded.Long(1)));
        }

        superseded.ForEach(old => _remove.Bind(1, old.Id).Run());
        if (Newer(stream, snapshot.At.Version) < Kept)
        {
            _add.Bind(1, id).Bind(2, stream.Id).Bind(3, snapshot.At.Version).Bind(4, snapshot.At.Hash).Bind(5, snapshot.Format)
                .Bind(6, parts).Bind(7, checksum).Run();
        }
        else
        {
            superseded.Add((id, parts));
        }

        return superseded;
    }

    public bool RemovePart(long id, long part)
    {
        _removePart.Bind(1, id).Bind(2, part).Run();
        return true;
    }

    private long Newer(StreamState stream, long version)
    {
        _newer.Bind(1, stream.Id).Bind(2, version).Step();
        var count = _newer.Long(0);
        _newer.Reset();
        return count;
    }

    private bool HasEntry(StreamState? stream, StreamHead at)
    {
        if (stream is null || !_hashAt.Bind(1, stream.Id).Bind(2, at.Version).Step())
        {
            return false;
        }

        var hash = _hashAt.Digest(0);
        _hashAt.Reset();
        return hash == at.Hash;
    }
}
