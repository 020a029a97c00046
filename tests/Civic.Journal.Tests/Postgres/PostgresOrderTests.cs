using Civic.Journal.Postgres;
using Civic.Testing;
using Npgsql;
using static Civic.Journal.Tests.PostgresFixture;

namespace Civic.Journal.Tests;

/// <summary>The one order, with real transactions that overlap.</summary>
[Collection("PostgreSQL")]
public sealed class PostgresOrderTests(PostgresFixture postgres)
{
    private static readonly StreamId Main = new("ledger", "main");
    private static readonly StreamId Other = new("complaint", "one");

    public static string? SkipReason => PostgresServer.SkipReason;

    [ContractFact]
    public async Task A_transaction_held_open_between_its_writes_and_its_commit_hides_no_entry_from_a_reader()
    {
        var options = postgres.NewSchema();
        await using var journal = await PostgresJournal.OpenAsync(options);
        await journal.AppendAsync(Main, ExpectedVersion.Any, [Entry("before")]);
        using var end = new CancellationTokenSource(Patience);
        await using var following = journal.FollowAsync(1, end.Token).GetAsyncEnumerator();
        Assert.True(await following.MoveNextAsync());

        await using var held = await postgres.Source.OpenConnectionAsync();
        await using var transaction = await held.BeginTransactionAsync();
        await WriteAsync(held, options, journal);
        var append = journal.AppendAsync(Main, ExpectedVersion.Exactly(1), [Entry("after")]).AsTask();
        await postgres.UntilBlockedAsync(options);

        // Nothing of either transaction is there, and the follower waits.
        Assert.False(append.IsCompleted);
        Assert.Equal(["before"], await ShownAsync(journal));
        var next = following.MoveNextAsync();
        Assert.False(next.IsCompleted);

        await transaction.CommitAsync();
        Assert.Equal(new AppendOutcome(AppendResult.Appended, 2, 3), await append);
        Assert.Equal(["before", "held", "after"], await ShownAsync(journal));
        Assert.True(await next);
        Assert.Equal(2, following.Current.Position);
        Assert.True(await following.MoveNextAsync());
        Assert.Equal(3, following.Current.Position);
        await AssertWholeAsync(journal);
    }

    [ContractFact]
    public async Task A_transaction_that_is_rolled_back_leaves_no_gap()
    {
        var options = postgres.NewSchema();
        await using var journal = await PostgresJournal.OpenAsync(options);
        await using var held = await postgres.Source.OpenConnectionAsync();
        await using var transaction = await held.BeginTransactionAsync();
        await WriteAsync(held, options, journal);
        var append = journal.AppendAsync(Other, ExpectedVersion.Empty, [Entry("after")]).AsTask();
        await postgres.UntilBlockedAsync(options);
        await transaction.RollbackAsync();
        Assert.Equal(new AppendOutcome(AppendResult.Appended, 1, 1), await append);
        await AssertWholeAsync(journal);
    }

    [ContractFact]
    public async Task While_two_hosts_append_every_view_of_the_journal_is_a_beginning_of_the_next_one()
    {
        var options = postgres.NewSchema();
        await using var first = await PostgresJournal.OpenAsync(options);
        await using var second = await PostgresJournal.OpenAsync(options);
        PostgresJournal[] hosts = [first, second];
        const int total = 2 * 6 * 40;
        var followed = FollowAsync(second, total);
        var writing = Task.WhenAll(Enumerable.Range(0, 12).Select(writer => Task.Run(async () =>
        {
            for (var i = 0; i < 40; i++)
            {
                var outcome = await hosts[writer % 2].AppendAsync(new("ledger", $"s{writer % 5}"), ExpectedVersion.Any, [Entry($"{writer}-{i}")]);
                Assert.Equal(AppendResult.Appended, outcome.Result);
            }
        })));
        for (var seen = 0L; seen < total;)
        {
            // One statement, one snapshot, past the journal.
            var counted = (string)(await postgres.SqlAsync(options, "SELECT count(*) || ' ' || coalesce(max(position), 0) FROM civic.entries"))!;
            var (count, last) = (long.Parse(counted.Split(' ')[0]), long.Parse(counted.Split(' ')[1]));
            Assert.Equal(count, last);
            Assert.True(last >= seen);
            seen = last;
            Assert.False(writing.IsFaulted);
        }

        await writing;
        Assert.Equal(Enumerable.Range(1, total).Select(i => (long)i), (await followed).Select(e => e.Position));
        await AssertWholeAsync(first);
        Assert.Equal(await first.GetHeadAsync(), await second.GetHeadAsync());
    }

    [ContractFact]
    public async Task Of_two_hosts_that_race_for_a_version_one_wins_and_the_other_is_told()
    {
        var options = postgres.NewSchema();
        await using var first = await PostgresJournal.OpenAsync(options);
        await using var second = await PostgresJournal.OpenAsync(options);
        for (var version = 0; version < 25; version++)
        {
            AppendOutcome[] outcomes = await Task.WhenAll(new[] { first, second }.Select(host => Task.Run(async () =>
                await host.AppendAsync(Main, ExpectedVersion.Exactly(version), [Entry("race")]))));
            Assert.Equal(
                [AppendResult.Appended, AppendResult.VersionConflict], outcomes.Select(o => o.Result).Order());
            Assert.All(outcomes, o => Assert.Equal(version + 1, o.Version));
        }

        await AssertWholeAsync(second);
    }

    [ContractFact]
    public async Task Of_two_hosts_that_race_for_a_lease_one_writes()
    {
        var options = postgres.NewSchema();
        await using var first = await PostgresJournal.OpenAsync(options);
        await using var second = await PostgresJournal.OpenAsync(options);
        var last = 0L;
        for (var round = 0; round < 10; round++)
        {
            LeaseOutcome[] outcomes = await Task.WhenAll(new[] { first, second }.Select((host, i) => Task.Run(async () =>
                await host.TakeLeaseAsync("ledger", $"host-{i}", NodaTime.Duration.FromHours(1)))));
            var lease = Assert.Single(outcomes, o => o.IsGranted);
            Assert.True(lease.Token.Value > last);
            var old = new AppendOptions(Token: new(last));
            last = lease.Token.Value;
            Assert.Equal(AppendResult.Fenced, (await first.AppendAsync(Main, ExpectedVersion.Any, [Entry("old")], old)).Result);
            Assert.Equal(AppendResult.Appended, (await second.AppendAsync(Main, ExpectedVersion.Any, [Entry("new")], new(Token: lease.Token))).Result);
            await first.ReleaseLeaseAsync("ledger", lease.Token);
        }
    }

    [ContractFact]
    public async Task A_holder_that_was_paused_on_its_way_to_the_server_finds_itself_fenced()
    {
        var options = postgres.NewSchema();
        await using var paused = await PostgresJournal.OpenAsync(options);
        await using var next = await PostgresJournal.OpenAsync(options);
        var old = await paused.TakeLeaseAsync("ledger", "paused", NodaTime.Duration.FromHours(1));
        await using var held = await postgres.Source.OpenConnectionAsync();
        await using var transaction = await held.BeginTransactionAsync();
        await ExecuteAsync(held, options, "SELECT FROM civic.head FOR UPDATE");
        // The append is in the server and waits, while its lease ends and is granted anew in a transaction before it.
        var append = paused.AppendAsync(Main, ExpectedVersion.Any, [Entry("late")], new(Token: old.Token)).AsTask();
        await postgres.UntilBlockedAsync(options);
        await ExecuteAsync(held, options, "UPDATE civic.leases SET token = token + 1, holder = 'next', until = clock_timestamp() + interval '1 hour'");
        await transaction.CommitAsync();
        Assert.Equal(AppendResult.Fenced, (await append).Result);
        Assert.Equal(old.Token.Value + 1, (await next.TakeLeaseAsync("ledger", "next", NodaTime.Duration.FromHours(1))).Token.Value);
    }

    [ContractFact]
    public async Task Appends_that_share_a_transaction_are_decided_one_by_one()
    {
        var options = postgres.NewSchema();
        await using var journal = await PostgresJournal.OpenAsync(options);
        await journal.AppendAsync(Main, ExpectedVersion.Any, [Entry("1")], new(new(Guid.Parse("00000000-0000-0000-0000-000000000001"))));
        var transactions = "SELECT xmin::text::bigint FROM civic.head";
        await using var held = await postgres.Source.OpenConnectionAsync();
        await using var transaction = await held.BeginTransactionAsync();
        await ExecuteAsync(held, options, "SELECT FROM civic.head FOR UPDATE");
        var before = (long)(await postgres.SqlAsync(options, transactions))!;
        // The first waits for the lock; the others gather behind it and become one group.
        var blocker = journal.AppendAsync(Other, ExpectedVersion.Any, [Entry("blocker")]).AsTask();
        await postgres.UntilBlockedAsync(options);
        var one = new AppendOptions(new(Guid.Parse("00000000-0000-0000-0000-000000000001")));
        var two = new AppendOptions(new(Guid.Parse("00000000-0000-0000-0000-000000000002")));
        Task<AppendOutcome>[] group =
        [
            journal.AppendAsync(Main, ExpectedVersion.Exactly(1), [Entry("2")], two).AsTask(),
            journal.AppendAsync(Main, ExpectedVersion.Exactly(1), [Entry("conflict")]).AsTask(),
            journal.AppendAsync(Main, ExpectedVersion.Exactly(1), [Entry("1")], one).AsTask(),
            journal.AppendAsync(Main, ExpectedVersion.Any, [Entry("reused")], one).AsTask(),
            journal.AppendAsync(Main, ExpectedVersion.Any, [Entry("2")], two).AsTask(),
            journal.AppendAsync(Main, ExpectedVersion.Any, [Entry("fenced")], new(Token: new(7))).AsTask(),
            journal.AppendAsync(Main, ExpectedVersion.Exactly(2), [Entry("3"), Entry("4")]).AsTask(),
        ];
        await transaction.RollbackAsync();
        await blocker;
        AppendOutcome[] expected =
        [
            new(AppendResult.Appended, 2, 3), new(AppendResult.VersionConflict, 2, 0),
            new(AppendResult.AlreadyAppended, 1, 1), new(AppendResult.KeyReused, 2, 0),
            new(AppendResult.AlreadyAppended, 2, 3), new(AppendResult.Fenced, 2, 0), new(AppendResult.Appended, 4, 5),
        ];
        Assert.Equal(expected, await Task.WhenAll(group));
        Assert.Equal(1L, await postgres.SqlAsync(options, "SELECT count(DISTINCT xmin::text) FROM civic.entries WHERE position >= 3"));
        Assert.NotEqual(before, await postgres.SqlAsync(options, transactions));
        await AssertWholeAsync(journal);
    }

    /// <summary>What an append writes, by hand and without a commit.</summary>
    private static async Task WriteAsync(NpgsqlConnection connection, PostgresJournalOptions options, PostgresJournal journal)
    {
        await ExecuteAsync(connection, options, "SELECT count, frontier FROM civic.head FOR UPDATE");
        var frontier = new MerkleFrontier();
        foreach (var entry in await AllAsync(journal.ReadAllAsync()))
        {
            frontier.Add(entry.Hash);
        }

        var held = Entry("held");
        var hash = EntryChain.Next(EntryChain.Start, Other, 1, held);
        frontier.Add(hash);
        await ExecuteAsync(
            connection,
            options,
            "INSERT INTO civic.entries (position, stream, version, type, happened_at, payload, hash) VALUES ($1, $2, 1, $3, $4, $5, $6)",
            frontier.Count,
            Other.ToString(),
            held.Type,
            held.At.ToUnixTimeTicks(),
            held.Payload.ToArray(),
            hash.ToArray());
        await ExecuteAsync(connection, options, "UPDATE civic.head SET count = $1, frontier = $2", frontier.Count, frontier.ToArray());
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, PostgresJournalOptions options, string sql, params object[] values)
    {
        await using var command = new NpgsqlCommand(sql.Replace("civic.", options.Schema + ".", StringComparison.Ordinal), connection);
        command.Parameters.AddRange(values.Select(value => new NpgsqlParameter { Value = value }).ToArray());
        await command.ExecuteNonQueryAsync();
    }

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

    private static async Task<string[]> ShownAsync(PostgresJournal journal) =>
        [.. (await AllAsync(journal.ReadAllAsync())).Select(e => System.Text.Encoding.UTF8.GetString(e.Payload.Span))];
}
