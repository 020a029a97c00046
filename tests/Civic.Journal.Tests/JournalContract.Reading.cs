using Civic.Testing;

namespace Civic.Journal.Tests;

public abstract partial class JournalContract
{
    [ContractFact]
    public async Task A_stream_is_read_in_order_from_a_version()
    {
        await using var journal = await OpenAsync(Clock);
        for (var i = 0; i < 5; i++)
        {
            await journal.AppendAsync(Main, ExpectedVersion.Any, Entries(2));
            await journal.AppendAsync(Other, ExpectedVersion.Any, Entries(1));
        }

        Assert.Equal([1, 2, 3, 4, 5, 6, 7, 8, 9, 10], (await AllAsync(journal.ReadAsync(Main))).Select(e => e.Version));
        Assert.Equal([1, 2, 4, 5, 7, 8, 10, 11, 13, 14], (await AllAsync(journal.ReadAsync(Main))).Select(e => e.Position));
        Assert.Equal([9, 10], (await AllAsync(journal.ReadAsync(Main, 9))).Select(e => e.Version));
        Assert.Empty(await AllAsync(journal.ReadAsync(Main, 11)));
        Assert.Empty(await AllAsync(journal.ReadAsync(Main, long.MaxValue)));
    }

    [ContractFact]
    public async Task Everything_is_read_in_one_order_from_a_position()
    {
        await using var journal = await OpenAsync(Clock);
        for (var i = 0; i < 5; i++)
        {
            await journal.AppendAsync(Main, ExpectedVersion.Any, Entries(2));
            await journal.AppendAsync(Other, ExpectedVersion.Any, Entries(1));
        }

        Assert.Equal(Enumerable.Range(1, 15).Select(i => (long)i), (await AllAsync(journal.ReadAllAsync())).Select(e => e.Position));
        Assert.Equal([14, 15], (await AllAsync(journal.ReadAllAsync(14))).Select(e => e.Position));
        Assert.Empty(await AllAsync(journal.ReadAllAsync(16)));
        Assert.Empty(await AllAsync(journal.ReadAllAsync(long.MaxValue)));
    }

    [ContractFact]
    public async Task A_stream_that_was_never_written_gives_nothing_and_stands_at_the_start()
    {
        await using var journal = await OpenAsync(Clock);
        Assert.Empty(await AllAsync(journal.ReadAsync(Main)));
        Assert.Empty(await AllAsync(journal.ReadAllAsync()));
        Assert.Equal(new StreamHead(0, EntryChain.Start), await journal.GetStreamHeadAsync(Main));
        Assert.Equal(new MerkleFrontier().Head, await journal.GetHeadAsync());
    }

    [ContractFact]
    public async Task Versions_and_positions_below_one_are_refused()
    {
        await using var journal = await OpenAsync(Clock);
        await Assert.ThrowsAnyAsync<ArgumentException>(async () => await AllAsync(journal.ReadAsync(Main, 0)));
        await Assert.ThrowsAnyAsync<ArgumentException>(async () => await AllAsync(journal.ReadAsync(default)));
        await Assert.ThrowsAnyAsync<ArgumentException>(async () => await AllAsync(journal.ReadAllAsync(0)));
        await Assert.ThrowsAnyAsync<ArgumentException>(async () => await AllAsync(journal.FollowAsync(-1)));
    }

    [ContractFact]
    public async Task A_reading_ends_where_the_journal_stood_when_it_began()
    {
        await using var journal = await OpenAsync(Clock);
        await journal.AppendAsync(Main, ExpectedVersion.Empty, Entries(3));
        await using var stream = journal.ReadAsync(Main).GetAsyncEnumerator();
        await using var all = journal.ReadAllAsync().GetAsyncEnumerator();
        Assert.True(await stream.MoveNextAsync());
        Assert.True(await all.MoveNextAsync());
        await journal.AppendAsync(Main, ExpectedVersion.Any, Entries(5_000));
        Assert.Equal((2, 2), (await RestAsync(stream), await RestAsync(all)));
        Assert.Equal(5_003, (await AllAsync(journal.ReadAllAsync())).Count);

        static async Task<int> RestAsync(IAsyncEnumerator<JournalEntry> entries)
        {
            var count = 0;
            while (await entries.MoveNextAsync())
            {
                count++;
            }

            return count;
        }
    }

    [ContractFact]
    public async Task What_was_acknowledged_is_read_by_whoever_reads_next()
    {
        await using var journal = await OpenAsync(Clock);
        await TogetherAsync(6, async writer =>
        {
            for (var i = 0; i < 15; i++)
            {
                var outcome = await journal.AppendAsync(new("ledger", $"s{writer}"), ExpectedVersion.Exactly(i), Entries(1));
                Assert.Equal(outcome.Version, (await AllAsync(journal.ReadAsync(new("ledger", $"s{writer}")))).Count);
                Assert.Equal(outcome.Position, (await AllAsync(journal.ReadAllAsync(outcome.Position)))[0].Position);
                Assert.True((await journal.GetHeadAsync()).Count >= outcome.Position);
            }
        });
    }

    [ContractFact]
    public async Task Two_readings_at_once_do_not_disturb_each_other_or_an_append()
    {
        await using var journal = await OpenAsync(Clock);
        await journal.AppendAsync(Main, ExpectedVersion.Empty, Entries(2_000));
        var read = 0;
        await foreach (var outer in journal.ReadAllAsync())
        {
            read++;
            if (outer.Position % 1_000 == 0)
            {
                Assert.Equal(2_000, (await AllAsync(journal.ReadAsync(Main))).Count(e => e.Position <= 2_000));
                await journal.AppendAsync(Main, ExpectedVersion.Any, Entries(1));
            }
        }

        Assert.Equal(2_000, read);
        await AssertWholeAsync(journal);
    }

    [ContractFact]
    public async Task A_cancelled_reading_stops()
    {
        await using var journal = await OpenAsync(Clock);
        await journal.AppendAsync(Main, ExpectedVersion.Empty, Entries(3));
        using var end = new CancellationTokenSource();
        var seen = 0;
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var _ in journal.ReadAllAsync(1, end.Token))
            {
                seen++;
                await end.CancelAsync();
            }
        });
        Assert.Equal(1, seen);
    }
}
