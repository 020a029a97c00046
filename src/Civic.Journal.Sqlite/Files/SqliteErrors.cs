using SQLitePCL;

namespace Civic.Journal.Sqlite;

/// <summary>SQLite's result codes in the words of the journal.</summary>
internal static class SqliteErrors
{
    /// <param name="code">SQLite's extended result code.</param>
    /// <param name="path">The file.</param>
    /// <param name="doing">What was tried, as "append" or "read after position 5".</param>
    /// <param name="detail">SQLite's own words.</param>
    public static Exception Of(int code, string path, string doing, string detail)
    {
        var inner = new IOException($"SQLite result {code}: {detail}.");
        return (code & 0xff) switch
        {
            raw.SQLITE_INTERRUPT => new OperationCanceledException(),
            raw.SQLITE_FULL => new JournalException(
                JournalFailure.DiskFull, $"No space is left to {doing} in '{path}'. Nothing of it was stored: free space, then try again.", inner),
            raw.SQLITE_BUSY or raw.SQLITE_LOCKED => new JournalException(
                JournalFailure.TimedOut, $"Could not {doing} in '{path}': another program kept the file locked. Close it, then try again.", inner),
            // A constraint, a type or a size that the writer always keeps: the file no longer is what was written.
            raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB or raw.SQLITE_CONSTRAINT or raw.SQLITE_MISMATCH or raw.SQLITE_TOOBIG or raw.SQLITE_ERROR
                => new JournalException(
                JournalFailure.Corrupt, $"Could not {doing} in '{path}': the file is damaged. Keep a copy of it, check it, and restore a backup.", inner),
            _ => new JournalException(
                JournalFailure.StorageFailed,
                $"Could not {doing} in '{path}': the disk or the file system failed. Find the cause, then open the journal again.",
                inner),
        };
    }
}
