using Civic.Journal;
using Civic.Journal.Postgres;
using Civic.Journal.Sqlite;
using Npgsql;

namespace Civic.City.Treasury;

/// <summary>Where the city's journal is: a SQLite file or a PostgreSQL database.</summary>
/// <param name="Shown">How it is named on the console and the page: never with a password.</param>
internal sealed record JournalPlace(string Shown)
{
    private const string FileName = "city.journal";

    /// <summary>The file, or <see langword="null"/> for a database.</summary>
    private string? File { get; init; }

    private string? ConnectionString { get; init; }

    /// <summary>Whether several cities may reach it at once, so that a lease must say which of them writes.</summary>
    public bool IsShared => ConnectionString is not null;

    /// <summary>The place that the settings name.</summary>
    /// <param name="options">The settings.</param>
    /// <param name="problem">What is wrong with them, or <see langword="null"/>.</param>
    public static JournalPlace? Find(LedgerOptions options, out string? problem)
    {
        var journal = options.Journal.Trim();
        problem = null;
        if (journal.Contains("://", StringComparison.Ordinal))
        {
            return FindServer(journal, out problem);
        }

        var folder = Folder(options);
        if (folder.Length == 0)
        {
            problem = "this user has no folder for data. Name one with --data FOLDER.";
            return null;
        }

        var path = Path.GetFullPath(journal.Length > 0 ? journal : Path.Combine(folder, FileName));
        if (Directory.Exists(path) || Path.EndsInDirectorySeparator(path))
        {
            problem = $"'{path}' is a folder. --journal names a file; to choose only the folder: --data FOLDER.";
            return null;
        }

        return new JournalPlace(path) { File = path };
    }

    /// <summary>Opens the journal, or begins it.</summary>
    /// <exception cref="JournalException">It cannot be opened.</exception>
    public async Task<IJournal> OpenAsync(CancellationToken stop)
    {
        if (File is null)
        {
            return await PostgresJournal.OpenAsync(new PostgresJournalOptions { ConnectionString = ConnectionString }, stop);
        }

        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(File)!);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new JournalException(JournalFailure.StorageFailed, $"its folder cannot be made ({e.GetType().Name}).", e);
        }

        return await SqliteJournal.OpenAsync(File, stop);
    }

    /// <summary>The folder for the city's files, or empty when nobody named one and the user has none.</summary>
    public static string Folder(LedgerOptions options)
    {
        if (options.Data.Length > 0)
        {
            return Path.GetFullPath(options.Data);
        }

        var data = Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify);
        return data.Length > 0 ? Path.Combine(data, "civic-city") : "";
    }

    private static JournalPlace? FindServer(string text, out string? problem)
    {
        const string Form = "Write postgres://user@host:port/database; the password comes from PGPASSWORD or ~/.pgpass.";
        problem = null;
        if (!Uri.TryCreate(text, UriKind.Absolute, out var uri) || uri.Scheme is not ("postgres" or "postgresql"))
        {
            problem = $"--journal is neither a path nor the address of a PostgreSQL database. {Form}";
            return null;
        }

        var database = Uri.UnescapeDataString(uri.AbsolutePath.Trim('/'));
        var user = uri.UserInfo.Split(':', 2);
        if (uri.Host.Length == 0 || user[0].Length == 0 || database.Length == 0 || database.Contains('/', StringComparison.Ordinal) || uri.Query.Length > 0)
        {
            problem = $"--journal lacks a part of the address of a PostgreSQL database, or has one too many. {Form}";
            return null;
        }

        var port = uri.Port > 0 ? uri.Port : 5432;
        var connection = new NpgsqlConnectionStringBuilder
        {
            Host = uri.Host,
            Port = port,
            Database = database,
            Username = Uri.UnescapeDataString(user[0]),
            Timeout = 5,
        };
        if (user.Length == 2)
        {
            connection.Password = Uri.UnescapeDataString(user[1]);
        }

        return new JournalPlace($"postgres://{uri.Host}:{port}/{database}") { ConnectionString = connection.ConnectionString };
    }
}
