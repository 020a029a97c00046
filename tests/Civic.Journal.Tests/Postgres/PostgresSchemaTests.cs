using Civic.Journal.Postgres;
using Civic.Testing;
using NodaTime;
using Npgsql;
using static Civic.Journal.Tests.PostgresFixture;

namespace Civic.Journal.Tests;

/// <summary>What the journal makes in a database, and what it refuses to touch.</summary>
[Collection("PostgreSQL")]
public sealed class PostgresSchemaTests(PostgresFixture postgres)
{
    private static readonly StreamId Main = new("ledger", "main");

    public static string? SkipReason => PostgresServer.SkipReason;

    [ContractFact]
    public async Task Hosts_that_start_together_make_the_schema_once()
    {
        for (var round = 0; round < 3; round++)
        {
            var options = postgres.NewSchema();
            var hosts = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => Task.Run(() => PostgresJournal.OpenAsync(options))));
            Assert.Equal((long)JournalSchema.Steps.Count, await postgres.SqlAsync(options, "SELECT count(*) FROM civic.schema_version"));
            foreach (var host in hosts)
            {
                Assert.True((await host.AppendAsync(Main, ExpectedVersion.Any, [Entry("x")])).IsStored);
                await host.DisposeAsync();
            }
        }
    }

    [ContractFact]
    public async Task A_schema_is_brought_up_step_by_step_and_taken_up_where_it_stopped()
    {
        var options = postgres.NewSchema();
        await using var source = NpgsqlDataSource.Create(options.ConnectionString!);
        string[] steps = ["CREATE TABLE civic.one (x int)", "CREATE TABLE civic.two (x int)", "CREATE TABLE civic.three (x int); SELECT 1 / 0"];
        var schema = new SchemaName(options.Schema);
        await new Migration(source, schema, "test", steps[..1]).RunAsync(true, default);
        await Assert.ThrowsAsync<PostgresException>(() => new Migration(source, schema, "test", steps).RunAsync(true, default));
        // The second step is there for good, the third not in part.
        Assert.Equal(2, await postgres.SqlAsync(options, "SELECT max(version) FROM civic.schema_version"));
        const string tables = "SELECT string_agg(tablename, ',' ORDER BY tablename) FROM pg_tables WHERE schemaname = ";
        Assert.Equal("one,schema_version,two", await postgres.SqlAsync(options, $"{tables}'{options.Schema}'"));
        await new Migration(source, schema, "test", [.. steps[..2], "CREATE TABLE civic.three (x int)"]).RunAsync(true, default);
        await FailsAsync(JournalFailure.WrongSchema, () => new Migration(source, schema, "test", steps[..2]).RunAsync(true, default));
    }

    [ContractFact]
    public async Task A_newer_schema_a_foreign_one_and_a_damaged_one_are_refused_and_not_touched()
    {
        var options = postgres.NewSchema();
        await (await PostgresJournal.OpenAsync(options)).DisposeAsync();
        await postgres.SqlAsync(options, "UPDATE civic.schema_version SET version = 1000");
        Assert.Contains("1000", (await FailsAsync(JournalFailure.WrongSchema, () => PostgresJournal.OpenAsync(options))).Message, StringComparison.Ordinal);

        foreach (var sql in new[]
        {
            "CREATE SCHEMA {0}; CREATE TABLE {0}.invoices (x int)",
            "CREATE SCHEMA {0}; CREATE TABLE {0}.schema_version (version text)",
            "CREATE SCHEMA {0}; CREATE TABLE {0}.schema_version (product text, version int)",
            "CREATE SCHEMA {0}; CREATE TABLE {0}.schema_version (product text, version int); INSERT INTO {0}.schema_version VALUES ('other', 1)",
        })
        {
            var foreign = postgres.NewSchema();
            await postgres.SqlAsync(foreign, sql.Replace("{0}", foreign.Schema, StringComparison.Ordinal));
            var refused = await FailsAsync(JournalFailure.WrongSchema, () => PostgresJournal.OpenAsync(foreign));
            Assert.Contains(foreign.Schema, refused.Message, StringComparison.Ordinal);
            Assert.Equal(1L, await postgres.SqlAsync(foreign, $"SELECT count(*) FROM pg_tables WHERE schemaname = '{foreign.Schema}'"));
        }

        var damaged = postgres.NewSchema();
        await (await PostgresJournal.OpenAsync(damaged)).DisposeAsync();
        await postgres.SqlAsync(damaged, "UPDATE civic.head SET count = 1, frontier = decode(repeat('00', 32), 'hex')");
        await FailsAsync(JournalFailure.Corrupt, () => PostgresJournal.OpenAsync(damaged));
    }

    [ContractFact]
    public async Task A_database_that_is_not_there_and_a_server_that_is_not_there_are_told()
    {
        var options = postgres.NewSchema();
        var noDatabase = options with { ConnectionString = postgres.Server.ConnectionString("none") };
        await FailsAsync(JournalFailure.WrongSchema, () => PostgresJournal.OpenAsync(noDatabase));
        var noServer = options with { ConnectionString = "Host=127.0.0.1;Port=1;Username=x" };
        await FailsAsync(JournalFailure.ConnectionLost, () => PostgresJournal.OpenAsync(noServer));
    }

    [ContractFact]
    public async Task A_server_that_may_lose_what_it_acknowledged_is_refused()
    {
        await using var server = await PostgresServer.StartAsync("fsync = off");
        var options = new PostgresJournalOptions { ConnectionString = server.ConnectionString() };
        Assert.Contains("fsync", (await FailsAsync(JournalFailure.StorageFailed, () => PostgresJournal.OpenAsync(options))).Message, StringComparison.Ordinal);
        await using var journal = await PostgresJournal.OpenAsync(options with { RequiresDurableServer = false });
        Assert.True((await journal.AppendAsync(Main, ExpectedVersion.Empty, [Entry("x")])).IsStored);
    }

    [ContractFact]
    public async Task Commits_are_synchronous_whatever_the_role_says()
    {
        var options = postgres.NewSchema();
        var hasty = options with { ConnectionString = options.ConnectionString + ";Options=-c synchronous_commit=off" };
        await using var journal = await PostgresJournal.OpenAsync(hasty);
        await postgres.SqlAsync(
            options,
            """
            CREATE TABLE civic.seen (setting text);
            CREATE FUNCTION civic.see() RETURNS trigger LANGUAGE plpgsql AS
                'BEGIN EXECUTE format(''INSERT INTO %I.seen VALUES (current_setting(''''synchronous_commit''''))'', TG_TABLE_SCHEMA); RETURN NULL; END';
            CREATE TRIGGER see AFTER INSERT ON civic.entries FOR EACH STATEMENT EXECUTE FUNCTION civic.see();
            """);
        await journal.AppendAsync(Main, ExpectedVersion.Any, [Entry("x")]);
        Assert.Equal("on", await postgres.SqlAsync(options, "SELECT string_agg(setting, ',') FROM civic.seen"));
    }

    [ContractFact]
    public async Task Entries_cannot_be_changed_or_removed_even_by_a_superuser()
    {
        var options = postgres.NewSchema();
        await using var journal = await PostgresJournal.OpenAsync(options);
        await journal.AppendAsync(Main, ExpectedVersion.Any, [Entry("x")]);
        foreach (var sql in new[]
        {
            "UPDATE civic.entries SET payload = ''", "DELETE FROM civic.entries", "TRUNCATE civic.entries", "DELETE FROM civic.head", "TRUNCATE civic.head",
            "SET session_replication_role = replica; DELETE FROM civic.entries",
        })
        {
            var refused = await Assert.ThrowsAsync<PostgresException>(() => postgres.SqlAsync(options, sql));
            Assert.Equal(PostgresErrorCodes.RestrictViolation, refused.SqlState);
        }

        // And by the owner's own rights, without the trigger.
        const string rights = "SELECT has_table_privilege(oid, 'UPDATE, DELETE, TRUNCATE') FROM pg_class";
        await postgres.SqlAsync(options, "CREATE ROLE civic_owner_test; GRANT CREATE ON DATABASE postgres TO civic_owner_test");
        var owned = postgres.NewSchema();
        owned = owned with { ConnectionString = owned.ConnectionString + ";Options=-c role=civic_owner_test" };
        await using var other = await PostgresJournal.OpenAsync(owned);
        Assert.True((await other.AppendAsync(Main, ExpectedVersion.Any, [Entry("x")])).IsStored);
        await using var source = NpgsqlDataSource.Create(owned.ConnectionString);
        await using var command = source.CreateCommand($"{rights} WHERE oid = '{owned.Schema}.entries'::regclass");
        Assert.Equal(false, await command.ExecuteScalarAsync());
        await AssertWholeAsync(journal);
    }

    [ContractFact]
    public async Task An_entry_changed_by_force_is_found_with_its_position()
    {
        var options = postgres.NewSchema();
        await using var journal = await PostgresJournal.OpenAsync(options);
        await journal.AppendAsync(Main, ExpectedVersion.Any, [.. Enumerable.Range(1, 9).Select(i => Entry($"entry {i}"))]);
        await postgres.SqlAsync(options, "ALTER TABLE civic.entries DISABLE TRIGGER ALL");
        foreach (var (position, change, undo) in new[]
        {
            (7, "UPDATE civic.entries SET payload = set_byte(payload, 0, 33)", "UPDATE civic.entries SET payload = 'entry 7'"),
            (4, "UPDATE civic.entries SET stream = 'no stream'", "UPDATE civic.entries SET stream = 'ledger/main'"),
            (3, "UPDATE civic.entries SET happened_at = 9223372036854775807", "UPDATE civic.entries SET happened_at = 0"),
            (2, "DELETE FROM civic.entries", "SELECT FROM civic.entries"),
        })
        {
            await postgres.SqlAsync(options, $"{change} WHERE position = {position}");
            var report = await JournalVerifier.VerifyAsync(journal);
            Assert.Equal((false, (long)position), (report.IsValid, report.Position));
            await postgres.SqlAsync(options, $"{undo} WHERE position = {position}");
        }
    }

    [Fact]
    public async Task Options_are_checked_before_anything_is_done()
    {
        var good = new PostgresJournalOptions { ConnectionString = "Host=127.0.0.1;Port=1" };
        PostgresJournalOptions[] bad =
        [
            new(), good with { DataSource = NpgsqlDataSource.Create("Host=127.0.0.1") },
            good with { Schema = "" }, good with { Schema = "Civic" }, good with { Schema = "1a" },
            good with { Schema = "a\"; DROP SCHEMA public; --" }, good with { Schema = "pg_toast" }, good with { Schema = new string('a', 41) },
            good with { TimeLimit = Duration.Zero }, good with { LockTimeLimit = Duration.FromDays(1) },
        ];
        foreach (var options in bad)
        {
            await Assert.ThrowsAnyAsync<ArgumentException>(() => PostgresJournal.OpenAsync(options));
        }

        Assert.DoesNotContain("secret", (good with { ConnectionString = "Host=x;Password=secret" }).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_server_older_than_15_is_refused()
    {
        Migration.CheckVersion(150000);
        Assert.Equal(JournalFailure.WrongSchema, Assert.Throws<JournalException>(() => Migration.CheckVersion(140012)).Failure);
    }
}
