using System.Globalization;
using Civic.Journal.Postgres;
using Civic.Testing;
using NodaTime;
using Npgsql;

namespace Civic.Journal.Tests;

/// <summary>One server for all tests of the collection; each test takes a schema of its own.</summary>
public sealed class PostgresFixture : IAsyncLifetime
{
    private int _schemas;
    private PostgresServer? _server;
    private NpgsqlDataSource? _source;

    public PostgresServer Server => _server!;

    /// <summary>For what tests do past the journal.</summary>
    public NpgsqlDataSource Source => _source!;

    public async Task InitializeAsync()
    {
        if (PostgresServer.SkipReason is null)
        {
            _server = await PostgresServer.StartAsync();
            _source = NpgsqlDataSource.Create(_server.ConnectionString());
        }
    }

    public async Task DisposeAsync()
    {
        await (_source?.DisposeAsync() ?? default);
        await (_server?.DisposeAsync() ?? default);
    }

    public PostgresJournalOptions NewSchema() => new()
    {
        ConnectionString = Server.ConnectionString() + ";Maximum Pool Size=12",
        Schema = "s" + Interlocked.Increment(ref _schemas).ToString(CultureInfo.InvariantCulture),
        TimeLimit = Duration.FromSeconds(60),
        LockTimeLimit = Duration.FromSeconds(60),
    };

    /// <summary>Runs SQL past the journal; <c>civic.</c> in it stands for the schema.</summary>
    public async Task<object?> SqlAsync(PostgresJournalOptions options, string sql)
    {
        await using var command = Source.CreateCommand(sql.Replace("civic.", options.Schema + ".", StringComparison.Ordinal));
        return await command.ExecuteScalarAsync();
    }

    /// <summary>Waits, without a clock, until a query is true.</summary>
    public async Task UntilAsync(PostgresJournalOptions options, string condition)
    {
        while (await SqlAsync(options, "SELECT " + condition) is not true)
        {
        }
    }
}

[CollectionDefinition("PostgreSQL")]
public sealed class PostgresTestGroup : ICollectionFixture<PostgresFixture>;
