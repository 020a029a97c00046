using NodaTime;
using SQLitePCL;

namespace Civic.Journal.Sqlite;

/// <summary>One connection to a SQLite file, used by one thread at a time.</summary>
internal sealed class Database : IDisposable
{
    private const int NoCheckpointOnClose = 1006;

    private readonly List<Statement> _statements = [];

    static Database() => Batteries_V2.Init();

    private Database(sqlite3 handle, string path) => (Handle, Path) = (handle, path);

    public sqlite3 Handle { get; }

    public string Path { get; }

    /// <summary>Whether no transaction is open.</summary>
    public bool IsIdle => raw.sqlite3_get_autocommit(Handle) != 0;

    public static Database Open(string path, Duration busy, string? vfs = null, bool create = true)
    {
        var flags = raw.SQLITE_OPEN_READWRITE | raw.SQLITE_OPEN_NOMUTEX | (create ? raw.SQLITE_OPEN_CREATE : 0);
        var result = raw.sqlite3_open_v2(path, out var handle, flags, vfs);
        var database = new Database(handle, path);
        try
        {
            database.Check(result, "open the journal");
            database.Check(raw.sqlite3_extended_result_codes(handle, 1), "open the journal");
            database.Check(raw.sqlite3_busy_timeout(handle, (int)busy.TotalMilliseconds), "open the journal");
            // All copying from the log into the file happens on the writer's connection: SQLite before 3.51.3 has a race between one
            // connection's checkpoint and another's restart of the log.
            database.Check(raw.sqlite3_wal_autocheckpoint(handle, 0), "open the journal");
            return database;
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    public Statement Prepare(string sql, string doing)
    {
        Check(raw.sqlite3_prepare_v3(Handle, sql, raw.SQLITE_PREPARE_PERSISTENT, out var statement), doing);
        var prepared = new Statement(this, statement, doing);
        _statements.Add(prepared);
        return prepared;
    }

    public void Execute(string sql, string doing) => Check(raw.sqlite3_exec(Handle, sql), doing);

    public long Number(string sql, string doing)
    {
        using var statement = Prepare(sql, doing);
        return statement.Step() ? statement.Long(0) : 0;
    }

    public string Text(string sql, string doing)
    {
        using var statement = Prepare(sql, doing);
        return statement.Step() ? statement.Text(0) : "";
    }

    public void Check(int result, string doing)
    {
        if (result is not (raw.SQLITE_OK or raw.SQLITE_ROW or raw.SQLITE_DONE))
        {
            throw SqliteErrors.Of(result, Path, doing, raw.sqlite3_errmsg(Handle).utf8_to_string());
        }
    }

    /// <summary>Leaves the log as it is when this connection closes: after a failed flush nothing more is written.</summary>
    public void LeaveLog() => _ = raw.sqlite3_db_config(Handle, NoCheckpointOnClose, 1, out _);

    public void Forget(Statement statement) => _statements.Remove(statement);

    public void Dispose()
    {
        foreach (var statement in _statements.ToArray())
        {
            statement.Dispose();
        }

        Handle.Dispose();
    }
}
