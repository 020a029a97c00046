using Npgsql;

namespace Civic.Journal.Postgres;

/// <summary>The pool of connections that options name.</summary>
internal static class Database
{
    /// <summary>The pool, and the same once more if it is ours to dispose.</summary>
    public static (NpgsqlDataSource Source, NpgsqlDataSource? Owned) Source(string? connectionString, NpgsqlDataSource? given, string application)
    {
        if (string.IsNullOrWhiteSpace(connectionString) == given is null)
        {
            throw new ArgumentException("Give either a connection string or a data source.", nameof(connectionString));
        }

        if (given is not null)
        {
            return (given, null);
        }

        var settings = new NpgsqlConnectionStringBuilder(connectionString);
        settings.ApplicationName ??= application;
        // Details of an error can hold values of a row; they stay out of messages and logs whatever the string says.
        settings.IncludeErrorDetail = false;
        var owned = NpgsqlDataSource.Create(settings.ConnectionString);
        return (owned, owned);
    }

    public static async ValueTask CloseAsync(NpgsqlDataSource? owned)
    {
        if (owned is not null)
        {
            await owned.DisposeAsync().ConfigureAwait(false);
        }
    }
}
