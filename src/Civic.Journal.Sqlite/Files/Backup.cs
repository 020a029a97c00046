using NodaTime;
using SQLitePCL;

namespace Civic.Journal.Sqlite;

/// <summary>Copies a database as one moment shows it, while it is written to.</summary>
internal static class Backup
{
    private const string Doing = "write a backup";
    private const int PagesAStep = 1024;

    public static long Write(Database source, string path, CancellationToken cancellation)
    {
        if (File.Exists(path))
        {
            throw new IOException($"'{path}' exists: name a new file for the backup.");
        }

        // Under another name until whole: half a copy must never be taken for a journal.
        var partial = path + "-partial";
        try
        {
            DeleteWithLog(partial);
            var pages = Copy(source, partial, cancellation);
            File.Move(partial, path);
            FlushFolder(path);
            return pages;
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw new JournalException(
                JournalFailure.StorageFailed, $"'{path}' cannot be written: see that the folder exists, is writable and has space.", refused);
        }
        finally
        {
            if (Directory.Exists(Path.GetDirectoryName(path)))
            {
                DeleteWithLog(partial);
            }
        }
    }

    private static long Copy(Database source, string partial, CancellationToken cancellation)
    {
        using var copy = Database.Open(partial, Duration.Zero);
        // A read transaction holds one moment, so the copy never begins again, however much is written meanwhile.
        source.Execute("BEGIN", Doing);
        try
        {
            // Only a first read takes the moment.
            _ = source.Number("SELECT count(*) FROM head", Doing);
            using var backup = raw.sqlite3_backup_init(copy.Handle, "main", source.Handle, "main");
            if (backup.IsInvalid)
            {
                copy.Check(raw.sqlite3_extended_errcode(copy.Handle), Doing);
            }

            int result;
            while ((result = raw.sqlite3_backup_step(backup, PagesAStep)) == raw.SQLITE_OK)
            {
                cancellation.ThrowIfCancellationRequested();
            }

            copy.Check(result, Doing);
            return raw.sqlite3_backup_pagecount(backup);
        }
        finally
        {
            source.Execute("ROLLBACK", Doing);
        }
    }

    /// <summary>Flushes the folder, which holds the new name: SQLite does so when a transaction first needs a log beside a file.</summary>
    private static void FlushFolder(string path)
    {
        using var copy = Database.Open(path, Duration.Zero, create: false);
        var version = copy.Number("PRAGMA user_version", Doing);
        copy.Execute($"PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA user_version = {version}", Doing);
    }

    private static void DeleteWithLog(string path)
    {
        foreach (var beside in new[] { path, path + "-journal", path + "-wal", path + "-shm" })
        {
            File.Delete(beside);
        }
    }
}
