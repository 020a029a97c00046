using Civic.Testing;

namespace Civic.Journal.Tests;

public abstract partial class JournalContract
{
    [ContractFact]
    public async Task Following_gives_what_was_there_and_then_what_comes()
    {
        await using var journal = await OpenAsync(Clock);
        await journal.AppendAsync(Main, ExpectedVersion.Empty, Entries(2));
        using var end = new CancellationTokenSource(Patience);
        await using var following = journal.FollowAsync(1, end.Token).GetAsyncEnumerator();
        for (var position = 1; position <= 10; position++)
        {
            if (position > 2)
            {
                // The follower waits before anything is there to be seen.
                var next = following.MoveNextAsync();
                await journal.AppendAsync(position % 2 == 0 ? Main : Other, ExpectedVersion.Any, Entries(1));
                Assert.True(await next);
            }
            else
            {
                Assert.True(await following.MoveNextAsync());
            }

            Assert.Equal(position, following.Current.Position);
        }
    }

    [ContractFact]
    public async Task Following_resumes_after_the_last_position_handled()
    {
        await using var journal = await OpenAsync(Clock);
        await journal.AppendAsync(Main, ExpectedVersion.Empty, Entries(10));
        var first = await FollowedAsync(journal, 1, 4);
        var then = FollowedAsync(journal, first[^1].Position + 1, 9);
        await journal.AppendAsync(Other, ExpectedVersion.Any, Entries(3));
        Assert.Equal(Enumerable.Range(1, 13).Select(i => (long)i), first.Concat(await then).Select(e => e.Position));
    }

    [ContractFact]
    public async Task Following_may_begin_beyond_the_end()
    {
        await using var journal = await OpenAsync(Clock);
        await journal.AppendAsync(Main, ExpectedVersion.Empty, Entries(2));
        var following = FollowedAsync(journal, 6, 2);
        await journal.AppendAsync(Main, ExpectedVersion.Any, Entries(2));
        await journal.AppendAsync(Main, ExpectedVersion.Any, Entries(3));
        Assert.Equal([6, 7], (await following).Select(e => e.Position));
    }

    [ContractFact]
    public async Task A_follower_that_waits_ends_when_cancelled()
    {
        await using var journal = await OpenAsync(Clock);
        using var end = new CancellationTokenSource();
        await using var following = journal.FollowAsync(1, end.Token).GetAsyncEnumerator();
        var next = following.MoveNextAsync().AsTask();
        Assert.False(next.IsCompleted);
        await end.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => next.WaitAsync(Patience));
    }

    [ContractFact]
    public async Task Many_followers_see_everything_while_many_write()
    {
        await using var journal = await OpenAsync(Clock);
        Task<List<JournalEntry>>[] followers = [.. Enumerable.Range(0, 20).Select(i => FollowedAsync(journal, 1 + (i % 4), 120 - (i % 4)))];
        await TogetherAsync(6, async writer =>
        {
            for (var i = 0; i < 10; i++)
            {
                await journal.AppendAsync(new("ledger", $"s{writer % 3}"), ExpectedVersion.Any, Entries(2));
            }
        });
        var all = (await AllAsync(journal.ReadAllAsync())).ConvertAll(Shown);
        foreach (var seen in await Task.WhenAll(followers).WaitAsync(Patience))
        {
            Assert.Equal(all[(int)(seen[0].Position - 1)..], seen.ConvertAll(Shown));
        }
    }
}
