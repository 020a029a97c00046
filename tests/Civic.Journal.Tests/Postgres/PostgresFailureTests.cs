using Civic.Journal.Postgres;
using Civic.Testing;
using NodaTime;
using Npgsql;
using static Civic.Journal.Tests.PostgresFixture;

namespace Civic.Journal.Tests;

/// <summary>What goes wrong between a host and its server, and what is left of it.</summary>
[Collection("PostgreSQL")]
public sealed class PostgresFailureTests(PostgresFixture postgres)
{
    private static readonly StreamId Main = new("ledger", "main");

    public static string? SkipReason => PostgresServer.SkipReason;

    [ContractFact]
    public async Task Sessions_ended_while_eight_tasks_append_lose_and_double_nothing()
    {
        var options = postgres.NewSchema();
        await using var first = await PostgresJournal.OpenAsync(options);
        await using var second = await PostgresJournal.OpenAsync(options);
        PostgresJournal[] hosts = [first, second];
        const int appends = 40;
        var following = FollowAsync(second, 8 * appends);
        var (left, lost) = (8, 0);
        var writing = Task.WhenAll(Enumerable.Range(0, 8).Select(writer => Task.Run(async () =>
        {
            for (var i = 0; i < appends; i++)
            {
                var (host, stream) = (hosts[writer % 2], new StreamId("ledger", $"s{writer}"));
                var options = new AppendOptions(new(new Guid(writer + 1, (short)i, 0, new byte[8])));
                while (true)
                {
                    try
                    {
                        var outcome = await host.AppendAsync(stream, ExpectedVersion.Exactly(i), [Entry($"{writer}-{i}")], options);
                        Assert.True(outcome.IsStored, outcome.ToString());
                        Assert.Equal(i + 1, outcome.Version);
                        break;
                    }
                    catch (JournalException e) when (e.Failure == JournalFailure.ConnectionLost)
                    {
                        Interlocked.Increment(ref lost);
                    }
                }
            }

            Interlocked.Decrement(ref left);
        })));
        // Followers' sessions are ended as well; each time only after something went on.
        var (rounds, ended) = (0, 0L);
        for (var seen = -1L; Volatile.Read(ref left) > 0 && !writing.IsFaulted;)
        {
            var count = (long)(await postgres.SqlAsync(options, "SELECT count FROM civic.head"))!;
            if (count > seen + 10)
            {
                ended += await postgres.TerminateAsync(options);
                rounds++;
                seen = count;
            }
        }

        await writing.WaitAsync(Patience);
        Assert.True(rounds > 0 && ended > 0);
        Assert.Equal(Enumerable.Range(1, 8 * appends).Select(i => (long)i), (await following).Select(e => e.Position));
        await AssertWholeAsync(first);
    }

    [ContractFact]
    public async Task A_session_ended_during_an_append_is_told_and_the_next_append_goes_on()
    {
        var options = postgres.NewSchema();
        await using var journal = await PostgresJournal.OpenAsync(options);
        await journal.AppendAsync(Main, ExpectedVersion.Any, [Entry("1")]);
        // Ends its own session on the way to the commit, once.
        await postgres.SqlAsync(
            options,
            """
            CREATE FUNCTION civic.once() RETURNS trigger LANGUAGE plpgsql AS
                'BEGIN IF NEW.payload = convert_to(''end'', ''UTF8'') THEN PERFORM pg_terminate_backend(pg_backend_pid()); END IF; RETURN NEW; END';
            CREATE TRIGGER once BEFORE INSERT ON civic.entries FOR EACH ROW EXECUTE FUNCTION civic.once();
            """);
        var key = new AppendOptions(new(new Guid(1, 2, 3, new byte[8])));
        await FailsAsync(JournalFailure.ConnectionLost, async () => await journal.AppendAsync(Main, ExpectedVersion.Exactly(1), [Entry("end")], key));
        await postgres.SqlAsync(options, "DROP TRIGGER once ON civic.entries");
        Assert.Equal(new AppendOutcome(AppendResult.Appended, 2, 2), await journal.AppendAsync(Main, ExpectedVersion.Exactly(1), [Entry("end")], key));
        await AssertWholeAsync(journal);
    }

    [ContractFact]
    public async Task Sessions_that_died_while_idle_are_replaced_without_a_word()
    {
        var options = postgres.NewSchema();
        await using var journal = await PostgresJournal.OpenAsync(options);
        for (var i = 0; i < 5; i++)
        {
            Assert.True((await journal.AppendAsync(Main, ExpectedVersion.Exactly(i), [Entry("x")])).IsStored);
            Assert.Equal(i + 1, (await journal.GetHeadAsync()).Count);
            Assert.True((await journal.TakeLeaseAsync("other", "host", Duration.FromHours(1))).IsGranted);
            Assert.True(await postgres.TerminateAsync(options) > 0);
        }

        await AssertWholeAsync(journal);
    }

    [ContractFact]
    public async Task A_follower_outlives_its_sessions()
    {
        var options = postgres.NewSchema();
        await using var journal = await PostgresJournal.OpenAsync(options);
        using var end = new CancellationTokenSource(Patience);
        await using var following = journal.FollowAsync(1, end.Token).GetAsyncEnumerator();
        for (var position = 1; position <= 20; position++)
        {
            var next = following.MoveNextAsync();
            if (position % 2 == 0)
            {
                await postgres.TerminateAsync(options);
            }

            await journal.AppendAsync(Main, ExpectedVersion.Any, [Entry("x")]);
            Assert.True(await next);
            Assert.Equal(position, following.Current.Position);
        }
    }

    [ContractFact]
    public async Task A_follower_ends_with_its_journal()
    {
        var journal = await PostgresJournal.OpenAsync(postgres.NewSchema());
        await using var following = journal.FollowAsync().GetAsyncEnumerator();
        var next = following.MoveNextAsync().AsTask();
        await journal.DisposeAsync();
        await Assert.ThrowsAsync<ObjectDisposedException>(() => next.WaitAsync(Patience));
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await journal.AppendAsync(Main, ExpectedVersion.Any, [Entry("x")]));
    }

    [ContractFact]
    public async Task A_full_disk_stores_nothing_and_the_journal_goes_on_when_there_is_space()
    {
        var options = postgres.NewSchema();
        await using var journal = await PostgresJournal.OpenAsync(options);
        await journal.AppendAsync(Main, ExpectedVersion.Any, [Entry("1")]);
        await RaiseAsync(options, PostgresErrorCodes.DiskFull);
        var full = await FailsAsync(JournalFailure.DiskFull, async () => await journal.AppendAsync(Main, ExpectedVersion.Any, [Entry("2")]));
        Assert.Contains("53100", full.Message, StringComparison.Ordinal);
        Assert.Equal(1, (await journal.GetHeadAsync()).Count);
        await postgres.SqlAsync(options, "DROP TRIGGER fail ON civic.entries");
        Assert.Equal(2, (await journal.AppendAsync(Main, ExpectedVersion.Any, [Entry("2")])).Position);
        await AssertWholeAsync(journal);
    }

    [ContractFact]
    public async Task After_a_failure_of_the_servers_storage_an_instance_writes_nothing_more()
    {
        foreach (var (state, failure) in new[]
        {
            (PostgresErrorCodes.IoError, JournalFailure.StorageFailed), (PostgresErrorCodes.DataCorrupted, JournalFailure.Corrupt),
            (PostgresErrorCodes.IndexCorrupted, JournalFailure.Corrupt), (PostgresErrorCodes.InternalError, JournalFailure.StorageFailed),
        })
        {
            var options = postgres.NewSchema();
            await using var journal = await PostgresJournal.OpenAsync(options);
            await journal.AppendAsync(Main, ExpectedVersion.Any, [Entry("1")]);
            await RaiseAsync(options, state);
            await FailsAsync(failure, async () => await journal.AppendAsync(Main, ExpectedVersion.Any, [Entry("2")]));
            await postgres.SqlAsync(options, "DROP TRIGGER fail ON civic.entries");
            await FailsAsync(failure, async () => await journal.AppendAsync(Main, ExpectedVersion.Any, [Entry("2")]));
            Assert.Single(await AllAsync(journal.ReadAllAsync()));
            await using var again = await PostgresJournal.OpenAsync(options);
            Assert.Equal(2, (await again.AppendAsync(Main, ExpectedVersion.Any, [Entry("2")])).Position);
        }
    }

    [ContractFact]
    public async Task A_transaction_left_open_on_the_head_row_is_named()
    {
        var options = postgres.NewSchema() with { LockTimeLimit = Duration.FromMilliseconds(50) };
        await using var journal = await PostgresJournal.OpenAsync(options);
        await using var held = await postgres.Source.OpenConnectionAsync();
        await using var transaction = await held.BeginTransactionAsync();
        await using var locking = new NpgsqlCommand($"SET LOCAL application_name = 'forgotten'; SELECT FROM {options.Schema}.head FOR UPDATE", held);
        await locking.ExecuteNonQueryAsync();
        var errors = new[]
        {
            await FailsAsync(JournalFailure.TimedOut, async () => await journal.AppendAsync(Main, ExpectedVersion.Any, [Entry("x")])),
            await FailsAsync(JournalFailure.TimedOut, async () => await journal.TakeLeaseAsync("ledger", "host", Duration.FromHours(1))),
        };
        Assert.All(errors, e => Assert.Contains($"backend {held.ProcessID} (forgotten, idle in transaction", e.Message, StringComparison.Ordinal));
        Assert.All(errors, e => Assert.Contains("pg_blocking_pids", e.Message, StringComparison.Ordinal));
        await transaction.RollbackAsync();
        Assert.Equal(1, (await journal.AppendAsync(Main, ExpectedVersion.Any, [Entry("x")])).Position);
        Assert.True((await journal.TakeLeaseAsync("ledger", "host", Duration.FromHours(1))).IsGranted);
    }

    [ContractFact]
    public async Task A_statement_that_takes_too_long_is_given_up_and_stores_nothing()
    {
        var options = postgres.NewSchema() with { TimeLimit = Duration.FromMilliseconds(100) };
        await using var journal = await PostgresJournal.OpenAsync(options);
        await journal.AppendAsync(Main, ExpectedVersion.Any, [Entry("1")]);
        await postgres.SqlAsync(
            options,
            """
            CREATE FUNCTION civic.slow() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN PERFORM pg_sleep(60); RETURN NULL; END';
            CREATE TRIGGER slow AFTER INSERT ON civic.entries FOR EACH STATEMENT EXECUTE FUNCTION civic.slow();
            """);
        await FailsAsync(JournalFailure.TimedOut, async () => await journal.AppendAsync(Main, ExpectedVersion.Any, [Entry("2")]));
        await postgres.SqlAsync(options, "DROP TRIGGER slow ON civic.entries");
        Assert.Equal(2, (await journal.AppendAsync(Main, ExpectedVersion.Any, [Entry("2")])).Position);
    }

    [ContractFact]
    public async Task Tables_that_went_away_are_told()
    {
        var options = postgres.NewSchema();
        await using var journal = await PostgresJournal.OpenAsync(options);
        await postgres.SqlAsync(options, $"DROP SCHEMA {options.Schema} CASCADE");
        await FailsAsync(JournalFailure.WrongSchema, async () => await journal.AppendAsync(Main, ExpectedVersion.Any, [Entry("x")]));
        await FailsAsync(JournalFailure.WrongSchema, async () => await journal.GetHeadAsync());
        await using var following = journal.FollowAsync().GetAsyncEnumerator();
        await FailsAsync(JournalFailure.WrongSchema, async () => await following.MoveNextAsync());
    }

    [ContractFact]
    public async Task A_damaged_snapshot_gives_way_to_the_one_before_it()
    {
        var options = postgres.NewSchema();
        await using var journal = await PostgresJournal.OpenAsync(options);
        for (var version = 1; version <= 3; version++)
        {
            await journal.AppendAsync(Main, ExpectedVersion.Any, [Entry("x")]);
            await journal.SaveSnapshotAsync(new(Main, await journal.GetStreamHeadAsync(Main), "test/1", new byte[] { (byte)version, 7 }));
        }

        Assert.Equal("2,3", await postgres.SqlAsync(options, "SELECT string_agg(version::text, ',' ORDER BY version) FROM civic.snapshots"));
        await postgres.SqlAsync(options, "UPDATE civic.snapshots SET state = set_byte(state, 1, 8) WHERE version = 3");
        Assert.Equal(2, (await journal.LoadSnapshotAsync(Main))!.At.Version);
        await postgres.SqlAsync(options, "UPDATE civic.snapshots SET format = 'test/2' WHERE version = 2");
        Assert.Null(await journal.LoadSnapshotAsync(Main));
    }

    [ContractFact]
    public async Task A_pool_of_the_callers_is_used_and_left_open()
    {
        var options = postgres.NewSchema();
        await using var source = NpgsqlDataSource.Create(options.ConnectionString!);
        await using (var journal = await PostgresJournal.OpenAsync(options with { ConnectionString = null, DataSource = source }))
        {
            Assert.True((await journal.AppendAsync(Main, ExpectedVersion.Any, [Entry("x")])).IsStored);
        }

        await using var command = source.CreateCommand("SHOW enable_seqscan");
        // What the journal set for its own sessions does not stay on them.
        Assert.Equal("on", await command.ExecuteScalarAsync());
    }

    private Task RaiseAsync(PostgresJournalOptions options, string state) => postgres.SqlAsync(
        options,
        $"""
        CREATE FUNCTION civic.fail() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RAISE EXCEPTION SQLSTATE ''{state}''; END';
        CREATE TRIGGER fail AFTER INSERT ON civic.entries FOR EACH ROW EXECUTE FUNCTION civic.fail();
        """);

    private static async Task<List<JournalEntry>> FollowAsync(PostgresJournal journal, int count)
    {
        using var end = new CancellationTokenSource(Patience);
        var seen = new List<JournalEntry>();
        await foreach (var entry in journal.FollowAsync(1, end.Token))
        {
            seen.Add(entry);
            if (seen.Count == count)
            {
                break;
            }
        }

        return seen;
    }
}
