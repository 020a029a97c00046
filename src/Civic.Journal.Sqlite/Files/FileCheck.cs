namespace Civic.Journal.Sqlite;

/// <summary>Checks everything in the file that no hash chain covers, and what is derived from the entries against them.</summary>
internal sealed class FileCheck
{
    private const int Most = 100;
    private const string Doing = "check the file";

    private readonly List<SqliteFinding> _findings = [];
    private readonly Database _database;
    private readonly CancellationToken _cancellation;

    private FileCheck(Database database, CancellationToken cancellation) => (_database, _cancellation) = (database, cancellation);

    public static IReadOnlyList<SqliteFinding> Run(Database database, CancellationToken cancellation)
    {
        var check = new FileCheck(database, cancellation);
        // One view of the file for all checks.
        database.Execute("BEGIN", Doing);
        try
        {
            check.Try("the file's structure", check.Structure);
            check.Try("the streams", check.Streams);
            check.Try("the head", check.Head);
            check.Try("the idempotency keys", check.Keys);
            check.Try("the leases", check.Leases);
            check.Try("the snapshots", check.Snapshots);
        }
        finally
        {
            database.Execute("ROLLBACK", Doing);
        }

        return check._findings.Count > Most ? check._findings[..Most] : check._findings;
    }

    private void Try(string what, Action step)
    {
        try
        {
            step();
        }
        catch (Exception damage) when (damage is JournalException { Failure: JournalFailure.Corrupt } or ArgumentException)
        {
            Find(0, $"Damage keeps {what} from being read.");
        }
    }

    private void Structure()
    {
        using var rows = _database.Prepare($"PRAGMA integrity_check({Most})", Doing);
        while (rows.Step())
        {
            if (rows.Text(0) is var finding and not "ok")
            {
                Find(0, $"The file's structure is damaged: {finding}.");
            }
        }
    }

    private void Streams()
    {
        Rows(
            "SELECT e.position, e.stream FROM entries e LEFT JOIN streams s ON s.id = e.stream WHERE s.id IS NULL",
            row => Find(row.Long(0), $"The entry belongs to the stream {row.Long(1)}, which has no name."));
        Rows(
            "SELECT min(position), stream, count(*), max(version) FROM entries GROUP BY stream HAVING min(version) <> 1 OR max(version) <> count(*)",
            row => Find(row.Long(0), $"The stream {row.Long(1)} has {row.Long(2)} entries, but its last one is number {row.Long(3)}."));
        Rows(
            """
            SELECT position, stream, version FROM
                (SELECT position, stream, version, lag(position) OVER (PARTITION BY stream ORDER BY version) AS before FROM entries) WHERE before >= position
            """,
            row => Find(row.Long(0), $"Version {row.Long(2)} of the stream {row.Long(1)} stands before the one it follows."));
        Rows(
            "SELECT id FROM streams s WHERE NOT EXISTS (SELECT 1 FROM entries e WHERE e.stream = s.id)",
            row => Find(0, $"The stream {row.Long(0)} has a name and no entry."));
        Rows(
            "SELECT id, family, name FROM streams",
            row =>
            {
                if (!IsName(row.Text(1), row.Text(2)))
                {
                    Find(0, $"The name of the stream {row.Long(0)} is not one.");
                }
            });
    }

    private void Head()
    {
        var tree = new MerkleFrontier();
        Rows(
            "SELECT position, hash FROM entries ORDER BY position",
            row =>
            {
                if (row.Long(0) != tree.Count + 1 || row.Digest(1) is not { } hash)
                {
                    throw new JournalException(JournalFailure.Corrupt, "An entry is missing or has no hash.");
                }

                tree.Add(hash);
            });
        Rows(
            "SELECT count, frontier FROM head",
            row =>
            {
                if (row.Long(0) != tree.Count || !row.Bytes(1).SequenceEqual(tree.ToArray()))
                {
                    Find(tree.Count, $"The head, at {row.Long(0)}, is not that of the {tree.Count} entries.");
                }
            });
    }

    private void Keys() => Rows(
        """
        SELECT k.stream, k.key, k.request, k.version, k.position, k.checksum, e.stream, e.version
        FROM keys k LEFT JOIN entries e ON e.position = k.position
        """,
        row =>
        {
            var isIntact = row.Bytes(1).Length == 16 && row.Digest(2) is { } request
                && row.Long(5) == RowChecksum.OfKey(row.Long(0), new Guid(row.Bytes(1), bigEndian: true), request, row.Long(3), row.Long(4));
            if (!isIntact || row.Long(0) != row.Long(6) || row.Long(3) != row.Long(7))
            {
                Find(row.Long(4), "The idempotency key of the append that ends here is not as written.");
            }
        });

    private void Leases() => Rows(
        "SELECT family, token, holder, until, checksum FROM leases",
        row =>
        {
            if (row.Long(4) != RowChecksum.OfLease(row.Text(0), row.Long(1), row.Text(2), row.Long(3)))
            {
                Find(0, $"The lease {row.Long(1)} is not as written.");
            }
        });

    private void Snapshots() => Rows(
        "SELECT DISTINCT s.stream, t.family, t.name FROM snapshots s LEFT JOIN streams t ON t.id = s.stream",
        row =>
        {
            if (!IsName(row.Text(1), row.Text(2)))
            {
                Find(0, $"A snapshot is of the stream {row.Long(0)}, which has no name.");
                return;
            }

            var stream = new StreamId(row.Text(1), row.Text(2));
            foreach (var (version, _) in SnapshotParts.All(_database, stream, row.Long(0)).Where(found => found.Intact is null))
            {
                Find(0, $"The snapshot of {stream} at version {version} is damaged and passed over: save a new one.");
            }
        });

    private void Rows(string sql, Action<Statement> each)
    {
        using var rows = _database.Prepare(sql, Doing);
        while (_findings.Count < Most && rows.Step())
        {
            _cancellation.ThrowIfCancellationRequested();
            each(rows);
        }
    }

    private void Find(long position, string message) => _findings.Add(new(position, message));

    private static bool IsName(string family, string name)
    {
        try
        {
            return new StreamId(family, name) != default;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
