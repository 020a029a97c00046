using System.Collections.Concurrent;
using System.Text;
using Civic.Journal.Postgres;
using Civic.Testing;
using static Civic.Journal.Tests.PostgresFixture;

namespace Civic.Journal.Tests;

/// <summary>Servers of their own, because they are killed.</summary>
[Collection("PostgreSQL")]
public sealed class PostgresCrashTests
{
    private const int Rounds = 5;

    public static string? SkipReason => PostgresServer.SkipReason;

    [ContractFact]
    public async Task A_killed_server_loses_nothing_it_acknowledged_and_keys_tell_of_the_rest()
    {
        await using var server = await PostgresServer.StartAsync();
        await using var journal = await PostgresJournal.OpenAsync(new() { ConnectionString = server.ConnectionString() });
        using var end = new CancellationTokenSource(Patience);
        var followed = new List<JournalEntry>();
        var following = FollowAsync(journal, followed, end.Token);
        var random = new Random(2);
        var acknowledged = new ConcurrentDictionary<Guid, AppendOutcome>();
        var payloads = new ConcurrentDictionary<Guid, string>();
        for (var round = 0; round < Rounds; round++)
        {
            var unknown = new ConcurrentBag<(StreamId Stream, Guid Key)>();
            var (goal, killing) = (acknowledged.Count + random.Next(20, 200), new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
            var writing = Task.WhenAll(Enumerable.Range(0, 8).Select(writer => Task.Run(async () =>
            {
                for (var i = 0; ; i++)
                {
                    var (stream, key) = (new StreamId("ledger", $"s{writer}"), new Guid(writer + 1, (short)round, (short)i, new byte[8]));
                    payloads[key] = $"{round}-{writer}-{i}";
                    try
                    {
                        acknowledged[key] = await journal.AppendAsync(stream, ExpectedVersion.Any, [Entry("a"), Entry(payloads[key])], new(new(key)));
                    }
                    catch (JournalException e)
                    {
                        Assert.Equal(JournalFailure.ConnectionLost, e.Failure);
                        unknown.Add((stream, key));
                        return;
                    }

                    if (acknowledged.Count >= goal)
                    {
                        killing.TrySetResult();
                    }
                }
            })));
            await killing.Task.WaitAsync(Patience);
            server.Kill();
            await writing.WaitAsync(Patience);
            await server.StartAgainAsync();
            Assert.Equal(8, unknown.Count);
            foreach (var (stream, key) in unknown)
            {
                var outcome = await journal.AppendAsync(stream, ExpectedVersion.Any, [Entry("a"), Entry(payloads[key])], new(new(key)));
                Assert.True(outcome.IsStored, outcome.ToString());
                acknowledged[key] = outcome;
            }
        }

        var all = await AllAsync(journal.ReadAllAsync());
        await journal.AppendAsync(new("ledger", "end"), ExpectedVersion.Empty, [Entry("the end")]);
        // Each once, whole, and where it was said to be; nothing else.
        Assert.Equal(2 * acknowledged.Count, all.Count);
        foreach (var (key, outcome) in acknowledged)
        {
            var (first, last) = (all[(int)outcome.Position - 2], all[(int)outcome.Position - 1]);
            Assert.Equal(("a", payloads[key]), (Encoding.UTF8.GetString(first.Payload.Span), Encoding.UTF8.GetString(last.Payload.Span)));
            Assert.Equal(outcome.Version, last.Version);
        }

        await AssertWholeAsync(journal);
        await following.WaitAsync(Patience);
        Assert.Equal(all.Select(e => e.Position), followed.SkipLast(1).Select(e => e.Position));

        static async Task FollowAsync(PostgresJournal journal, List<JournalEntry> seen, CancellationToken cancellation)
        {
            await foreach (var entry in journal.FollowAsync(1, cancellation))
            {
                seen.Add(entry);
                if (entry.Stream.Name == "end")
                {
                    return;
                }
            }
        }
    }

    [ContractFact]
    public async Task A_server_that_is_stopped_and_started_again_is_used_again()
    {
        await using var server = await PostgresServer.StartAsync();
        await using var journal = await PostgresJournal.OpenAsync(new() { ConnectionString = server.ConnectionString() });
        var stream = new StreamId("ledger", "main");
        await journal.AppendAsync(stream, ExpectedVersion.Any, [Entry("1")]);
        await server.StopAsync();
        await FailsAsync(JournalFailure.ConnectionLost, async () => await journal.AppendAsync(stream, ExpectedVersion.Any, [Entry("2")]));
        await FailsAsync(JournalFailure.ConnectionLost, async () => await journal.GetHeadAsync());
        await server.StartAgainAsync();
        Assert.Equal(2, (await journal.AppendAsync(stream, ExpectedVersion.Any, [Entry("2")])).Position);
        Assert.Equal(2, (await journal.GetHeadAsync()).Count);
    }
}
