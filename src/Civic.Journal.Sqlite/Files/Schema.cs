using SQLitePCL;

namespace Civic.Journal.Sqlite;

/// <summary>The tables, how an older file gets them, and whether a file is a journal at all.</summary>
/// <param name="ApplicationId">What marks the file's kind.</param>
/// <param name="Kind">The kind in words.</param>
/// <param name="Migrations">What brings version i to i + 1, in order; the newest version is their number.</param>
internal sealed record Schema(int ApplicationId, string Kind, IReadOnlyList<string> Migrations)
{
    private const string Doing = "open the journal";
    private const string NamesOf =
        "SELECT group_concat(type || ' ' || name || ' ' || ifnull(sql, ''), char(10)) FROM (SELECT * FROM sqlite_schema ORDER BY type, name)";

    /// <summary>"CIVJ". An entry's stream is a number so that names are stored once; the head is kept with the entries it covers.</summary>
    public static Schema Journal { get; } = new(0x4349564A, "journal",
    [
        """
        CREATE TABLE head (id INTEGER PRIMARY KEY CHECK (id = 1), count INTEGER NOT NULL, frontier BLOB NOT NULL) STRICT;
        INSERT INTO head VALUES (1, 0, x'');
        CREATE TABLE streams (id INTEGER PRIMARY KEY, family TEXT NOT NULL, name TEXT NOT NULL, UNIQUE (family, name)) STRICT;
        CREATE TABLE entries (
            position INTEGER PRIMARY KEY, stream INTEGER NOT NULL, version INTEGER NOT NULL, type TEXT NOT NULL, at INTEGER NOT NULL,
            hash BLOB NOT NULL, payload BLOB NOT NULL) STRICT;
        CREATE UNIQUE INDEX entries_by_stream ON entries (stream, version);
        CREATE TABLE keys (
            stream INTEGER NOT NULL, key BLOB NOT NULL, request BLOB NOT NULL, version INTEGER NOT NULL, position INTEGER NOT NULL,
            checksum INTEGER NOT NULL, PRIMARY KEY (stream, key)) STRICT, WITHOUT ROWID;
        CREATE TABLE leases (
            family TEXT NOT NULL PRIMARY KEY, token INTEGER NOT NULL, holder TEXT NOT NULL, until INTEGER NOT NULL,
            checksum INTEGER NOT NULL) STRICT, WITHOUT ROWID;
        CREATE TABLE snapshots (
            id INTEGER PRIMARY KEY, stream INTEGER NOT NULL, version INTEGER NOT NULL, hash BLOB NOT NULL, format TEXT NOT NULL,
            parts INTEGER NOT NULL, checksum BLOB NOT NULL, UNIQUE (stream, version)) STRICT;
        CREATE TABLE snapshot_parts (snapshot INTEGER NOT NULL, part INTEGER NOT NULL, bytes BLOB NOT NULL, PRIMARY KEY (snapshot, part)) STRICT;
        """,
    ]);

    /// <summary>Makes the tables of an empty file, brings an older file up to date in one transaction, refuses any other.</summary>
    /// <exception cref="JournalException">WrongSchema: a foreign or a newer file. Corrupt: its tables are not those of its version.</exception>
    public void Prepare(Database database, int pageSize)
    {
        // An empty file takes the page size; any other keeps its own.
        database.Execute($"PRAGMA page_size = {pageSize}", Doing);
        var version = CheckKind(database);
        if (!string.Equals(database.Text("PRAGMA journal_mode = WAL", Doing), "wal", StringComparison.Ordinal))
        {
            throw new JournalException(
                JournalFailure.StorageFailed, $"'{database.Path}' cannot have a write-ahead log: keep it on a local disk that is writable.");
        }

        database.Execute("PRAGMA synchronous = FULL; PRAGMA cache_size = -65536", Doing);
        if (version < Migrations.Count)
        {
            Migrate(database, version);
        }

        CheckTables(database);
    }

    /// <summary>Refuses a file that is not of this kind and of a version that this program knows; changes nothing.</summary>
    public int CheckKind(Database database)
    {
        var id = database.Number("PRAGMA application_id", Doing);
        var version = database.Number("PRAGMA user_version", Doing);
        if (id == 0 && version == 0 && database.Number("SELECT count(*) FROM sqlite_schema", Doing) == 0)
        {
            return 0;
        }

        if (id != ApplicationId)
        {
            throw new JournalException(JournalFailure.WrongSchema, $"'{database.Path}' is a SQLite file of another program, not a {Kind}: give another path.");
        }

        if (version < 1 || version > Migrations.Count)
        {
            throw new JournalException(
                JournalFailure.WrongSchema,
                $"'{database.Path}' is a {Kind} of version {version}; this program knows 1 to {Migrations.Count}. Use the program that wrote it.");
        }

        return (int)version;
    }

    private void Migrate(Database database, int version)
    {
        database.Execute("BEGIN IMMEDIATE", Doing);
        try
        {
            foreach (var migration in Migrations.Skip(version))
            {
                database.Execute(migration, Doing);
            }

            database.Execute($"PRAGMA application_id = {ApplicationId}; PRAGMA user_version = {Migrations.Count}; COMMIT", Doing);
        }
        catch
        {
            // The first failure is the one to tell.
            _ = database.IsIdle ? 0 : raw.sqlite3_exec(database.Handle, "ROLLBACK");
            throw;
        }
    }

    private void CheckTables(Database database)
    {
        using var model = Database.Open(":memory:", NodaTime.Duration.Zero);
        foreach (var migration in Migrations)
        {
            model.Execute(migration, Doing);
        }

        if (database.Text(NamesOf, Doing) != model.Text(NamesOf, Doing) || database.Text("PRAGMA encoding", Doing) != "UTF-8")
        {
            throw new JournalException(
                JournalFailure.Corrupt, $"The tables of '{database.Path}' are not those of a {Kind} of version {Migrations.Count}: restore a backup.");
        }
    }
}
