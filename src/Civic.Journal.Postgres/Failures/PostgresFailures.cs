using System.Net.Sockets;
using Npgsql;

namespace Civic.Journal.Postgres;

/// <summary>What an error of the server or of the connection means for a caller of the journal. Messages carry SQLSTATE and never a value.</summary>
internal static class PostgresFailures
{
    private const string Unknown = "If an append was under way it may or may not be stored: try it again with the same key.";
    private const string Nothing = "Nothing of the append was stored.";

    /// <summary>Whether this is the store's trouble rather than a mistake in the program or a cancellation.</summary>
    public static bool IsStore(Exception error) => error is NpgsqlException or IOException or SocketException or TimeoutException;

    /// <summary>The error as the journal's callers know it.</summary>
    /// <param name="error">One that <see cref="IsStore"/> says is the store's.</param>
    /// <param name="doing">What was being done, as <c>appending to schema civic</c>.</param>
    public static JournalException Explain(Exception error, string doing) => error switch
    {
        PostgresException e => Explain(e, doing),
        TimeoutException or NpgsqlException { InnerException: TimeoutException } =>
            new(JournalFailure.TimedOut, $"The server did not answer in time while {doing}. {Unknown}", error),
        _ => new(JournalFailure.ConnectionLost, $"The connection to the server was lost while {doing}. {Unknown} The next call connects anew.", error),
    };

    /// <summary>Whether the instance must not write any more: a server that could not write may have lost more than it says.</summary>
    public static bool IsFatal(JournalFailure failure) => failure is JournalFailure.StorageFailed or JournalFailure.Corrupt;

    private static JournalException Explain(PostgresException error, string doing)
    {
        var (failure, advice) = error.SqlState switch
        {
            PostgresErrorCodes.DiskFull => (JournalFailure.DiskFull, $"The server's disk is full. {Nothing} Free space, then go on."),
            PostgresErrorCodes.QueryCanceled =>
                (JournalFailure.TimedOut, $"The server cancelled the statement, by its time limit or by hand. {Nothing} Try again."),
            PostgresErrorCodes.LockNotAvailable => (JournalFailure.TimedOut, $"Another transaction held a lock for too long. {Nothing} Try again."),
            PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure =>
                (JournalFailure.TimedOut, $"The server gave another transaction the way. {Nothing} Try again."),
            PostgresErrorCodes.ReadOnlySqlTransaction =>
                (JournalFailure.ConnectionLost, $"The server is a standby or read-only. {Nothing} Connect to the primary."),
            PostgresErrorCodes.IoError or PostgresErrorCodes.UndefinedFile or PostgresErrorCodes.DuplicateFile =>
                (JournalFailure.StorageFailed, "The server could not read or write its files. Look at its log and its disk, then open the journal again."),
            PostgresErrorCodes.DataCorrupted or PostgresErrorCodes.IndexCorrupted =>
                (JournalFailure.Corrupt, "The server found its data damaged. Stop, look at its log, restore from a backup, verify, open the journal again."),
            PostgresErrorCodes.UniqueViolation or PostgresErrorCodes.CheckViolation =>
                (JournalFailure.Corrupt, $"The tables contradict each other: someone wrote to them past the journal. {Nothing} Verify the journal first."),
            PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.UndefinedColumn
                or PostgresErrorCodes.InvalidSchemaName or PostgresErrorCodes.InvalidCatalogName =>
                (JournalFailure.WrongSchema, "The database or its tables are not there. Restore them from a backup, or open the journal again to make them."),
            PostgresErrorCodes.InsufficientPrivilege =>
                (JournalFailure.WrongSchema, "The role may not do that. Grant it USAGE on the schema and rights on its tables, or let the owner open it."),
            _ => Class(error.SqlState),
        };
        return new(failure, $"The server refused with SQLSTATE {error.SqlState} while {doing}. {advice}", error);
    }

    private static (JournalFailure Failure, string Advice) Class(string state) => state.Length == 5 ? state[..2] switch
    {
        "08" => (JournalFailure.ConnectionLost, $"The connection is broken. {Unknown} The next call connects anew."),
        // 57P01 to 57P05: shut down, crashed, starting, database dropped, idle for too long.
        "57" or "25" => (JournalFailure.ConnectionLost, $"The server ended the session, or is stopping or starting. {Unknown} The next call connects anew."),
        "28" => (JournalFailure.ConnectionLost, "The server refused the login. Check user, password and pg_hba.conf."),
        "53" => (JournalFailure.ConnectionLost, $"The server is short of connections or memory. {Nothing} Try again."),
        _ => Unexpected,
    }
    : Unexpected;

    private static (JournalFailure Failure, string Advice) Unexpected =>
        (JournalFailure.StorageFailed, "That is not expected here. Look at the server's log, then open the journal again.");
}
