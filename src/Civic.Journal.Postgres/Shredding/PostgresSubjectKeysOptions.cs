using NodaTime;
using Npgsql;

namespace Civic.Journal.Postgres;

/// <summary>
/// Where <see cref="PostgresSubjectKeys"/> live. Give a connection string or a data source, not both; best to a database of their own, with
/// a role of its own and backups that expire.
/// </summary>
public sealed record PostgresSubjectKeysOptions
{
    /// <summary>Npgsql's connection string. The store makes a pool of its own from it and closes that pool when it is disposed.</summary>
    public string? ConnectionString { get; init; }

    /// <summary>A pool of the caller's, which stays the caller's to dispose.</summary>
    public NpgsqlDataSource? DataSource { get; init; }

    /// <summary>The schema that holds the keys and nothing else, as <see cref="PostgresJournalOptions.Schema"/>. Default: <c>civic_keys</c>.</summary>
    public string Schema { get; init; } = "civic_keys";

    /// <summary>How long one statement may take before it fails with <see cref="JournalFailure.TimedOut"/>. 1 ms to 1 h; default: 30 s.</summary>
    public Duration TimeLimit { get; init; } = Duration.FromSeconds(30);

    /// <summary>Whether a server is refused that can lose what it acknowledged: see <see cref="PostgresJournalOptions"/>. Default: yes.</summary>
    public bool RequiresDurableServer { get; init; } = true;

    /// <summary>The schema only: a connection string may hold a password.</summary>
    public override string ToString() => $"schema {Schema}";
}
