using System.Globalization;
using System.Text;
using Civic.Journal.Postgres;
using Civic.Testing;
using NodaTime;
using Npgsql;

namespace Civic.Journal.Tests;

/// <summary>One server for all tests of the collection; each test takes a schema of its own.</summary>
public sealed class PostgresFixture : IAsyncLifetime
{
    /// <summary>Saves a test that would wait for ever; nothing is measured with it.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

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

    /// <summary>Options for a schema of its own; its name is also that of the application, so that its sessions can be told.</summary>
    public PostgresJournalOptions NewSchema()
    {
        var schema = "s" + Interlocked.Increment(ref _schemas).ToString(CultureInfo.InvariantCulture);
        return new()
        {
            ConnectionString = $"{Server.ConnectionString()};Maximum Pool Size=12;Application Name={schema}",
            Schema = schema,
            TimeLimit = Duration.FromSeconds(60),
            LockTimeLimit = Duration.FromSeconds(60),
        };
    }

    /// <summary>Runs SQL past the journal; <c>civic.</c> in it stands for the schema.</summary>
    public async Task<object?> SqlAsync(PostgresJournalOptions options, string sql)
    {
        await using var command = Source.CreateCommand(sql.Replace("civic.", options.Schema + ".", StringComparison.Ordinal));
        return await command.ExecuteScalarAsync();
    }

    /// <summary>Ends the sessions of a journal as an operator would.</summary>
    public async Task<long> TerminateAsync(PostgresJournalOptions options) => (long)(await SqlAsync(
        options, $"SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE application_name = '{options.Schema}'"))!;

    /// <summary>Waits, without a clock, until a query is true.</summary>
    public async Task UntilAsync(PostgresJournalOptions options, string condition)
    {
        var start = TimeProvider.System.GetTimestamp();
        while (await SqlAsync(options, "SELECT " + condition) is not true)
        {
            Assert.True(TimeProvider.System.GetElapsedTime(start) < Patience, condition);
        }
    }

    /// <summary>Waits until a session of the journal waits for a lock.</summary>
    public Task UntilBlockedAsync(PostgresJournalOptions options) => UntilAsync(
        options, $"EXISTS (SELECT FROM pg_stat_activity WHERE application_name = '{options.Schema}' AND wait_event_type = 'Lock')");

    public static NewEntry Entry(string payload) => new("test.happened", Instant.FromUtc(2026, 3, 2, 3, 0), Encoding.UTF8.GetBytes(payload));

    public static async Task<List<JournalEntry>> AllAsync(IAsyncEnumerable<JournalEntry> entries)
    {
        var found = new List<JournalEntry>();
        await foreach (var entry in entries)
        {
            found.Add(entry);
        }

        return found;
    }

    public static async Task<JournalException> FailsAsync(JournalFailure failure, Func<Task> work)
    {
        var error = await Assert.ThrowsAsync<JournalException>(work);
        Assert.True(error.Failure == failure, $"{error.Failure}: {error.Message}");
        return error;
    }

    public static async Task AssertWholeAsync(IJournal journal)
    {
        var report = await JournalVerifier.VerifyAsync(journal);
        Assert.True(report.IsValid, report.ToString());
    }
}

[CollectionDefinition("PostgreSQL")]
public sealed class PostgresTestGroup : ICollectionFixture<PostgresFixture>;
