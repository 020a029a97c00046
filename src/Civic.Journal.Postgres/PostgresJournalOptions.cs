using NodaTime;
using Npgsql;

namespace Civic.Journal.Postgres;

/// <summary>Where a <see cref="PostgresJournal"/> lives and how long it waits. Give a connection string or a data source, not both.</summary>
public sealed record PostgresJournalOptions
{
    /// <summary>Npgsql's connection string. The journal makes a pool of its own from it and closes that pool when it is disposed.</summary>
    public string? ConnectionString { get; init; }

    /// <summary>A pool of the caller's, which stays the caller's to dispose. It must lead to the server itself, not to a pooler that shares sessions.</summary>
    public NpgsqlDataSource? DataSource { get; init; }

    /// <summary>
    /// The schema that holds the journal and nothing else; made when missing. 1 to 40 of the letters a-z, digits and underscores, not beginning with a
    /// digit. Two journals in one database have two schemas. Default: <c>civic</c>.
    /// </summary>
    public string Schema { get; init; } = "civic";

    /// <summary>
    /// How long an append or a lease waits for the transactions of other hosts before it fails with <see cref="JournalFailure.TimedOut"/>. 1 ms to 1 h;
    /// default: 10 s.
    /// </summary>
    public Duration LockTimeLimit { get; init; } = Duration.FromSeconds(10);

    /// <summary>How long one statement may take before it fails with <see cref="JournalFailure.TimedOut"/>. 1 ms to 1 h; default: 30 s.</summary>
    public Duration TimeLimit { get; init; } = Duration.FromSeconds(30);

    /// <summary>
    /// Whether a server that runs with <c>fsync</c> or <c>full_page_writes</c> off is refused, because it can lose what it acknowledged. Default: yes.
    /// </summary>
    public bool RequiresDurableServer { get; init; } = true;

    /// <summary>The schema only: a connection string may hold a password.</summary>
    public override string ToString() => $"schema {Schema}";
}
