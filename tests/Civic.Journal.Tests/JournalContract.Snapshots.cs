using System.Text;
using Civic.Testing;

namespace Civic.Journal.Tests;

public abstract partial class JournalContract
{
    [ContractFact]
    public async Task A_stream_without_a_snapshot_has_none()
    {
        await using var journal = await OpenAsync(Clock);
        await journal.AppendAsync(Main, ExpectedVersion.Empty, Entries(1));
        Assert.Null(await journal.LoadSnapshotAsync(Main));
        Assert.Null(await journal.LoadSnapshotAsync(Other));
    }

    [ContractFact]
    public async Task The_newest_snapshot_is_given_whatever_the_order_they_were_saved_in()
    {
        var journal = await OpenAsync(Clock);
        await journal.AppendAsync(Main, ExpectedVersion.Empty, Entries(9));
        await journal.AppendAsync(Other, ExpectedVersion.Empty, Entries(9));
        foreach (var version in new[] { 2, 7, 5, 6, 1 })
        {
            await journal.SaveSnapshotAsync(await SnapshotAsync(journal, Main, version, $"state {version}"));
        }

        await AssertNewestAsync(journal, 7, "state 7");
        await journal.SaveSnapshotAsync(await SnapshotAsync(journal, Main, 7, "better"));
        await AssertNewestAsync(journal, 7, "better");
        await using var again = await ReopenAsync(journal, Clock);
        await AssertNewestAsync(again, 7, "better");
        Assert.Null(await again.LoadSnapshotAsync(Other));

        static async Task AssertNewestAsync(IJournal journal, long version, string state)
        {
            var newest = await journal.LoadSnapshotAsync(Main);
            Assert.NotNull(newest);
            Assert.Equal((Main, version, "test/1", state), (newest.Stream, newest.At.Version, newest.Format, Encoding.UTF8.GetString(newest.State.Span)));
            Assert.Equal((await AllAsync(journal.ReadAsync(Main, version)))[0].Hash, newest.At.Hash);
        }
    }

    [ContractFact]
    public async Task A_snapshot_of_another_history_is_refused()
    {
        await using var journal = await OpenAsync(Clock);
        await journal.AppendAsync(Main, ExpectedVersion.Empty, Entries(3));
        await journal.AppendAsync(Other, ExpectedVersion.Empty, Entries(3));
        var good = await SnapshotAsync(journal, Main, 2, "state");
        Snapshot[] bad =
        [
            good with { At = good.At with { Version = 3 } },
            good with { At = good.At with { Version = 0 } },
            good with { At = good.At with { Version = 4 } },
            good with { At = good.At with { Hash = default } },
            good with { At = default },
            good with { Stream = Other },
            good with { Stream = new("ledger", "unknown") },
        ];
        foreach (var snapshot in bad)
        {
            await Assert.ThrowsAnyAsync<ArgumentException>(async () => await journal.SaveSnapshotAsync(snapshot));
        }

        Assert.Null(await journal.LoadSnapshotAsync(Main));
        await Assert.ThrowsAnyAsync<ArgumentException>(async () => await journal.SaveSnapshotAsync(null!));
    }

    [ContractFact]
    public async Task A_snapshot_may_be_empty_or_large_and_does_not_change_with_the_writers_bytes()
    {
        await using var journal = await OpenAsync(Clock);
        await journal.AppendAsync(Main, ExpectedVersion.Empty, Entries(2));
        var head = (await AllAsync(journal.ReadAsync(Main))).ConvertAll(e => new StreamHead(e.Version, e.Hash));
        await journal.SaveSnapshotAsync(new(Main, head[0], "test/1", ReadOnlyMemory<byte>.Empty));
        Assert.Equal(0, (await journal.LoadSnapshotAsync(Main))!.State.Length);
        var large = new byte[5_000_000];
        new Random(6).NextBytes(large);
        var copy = large.ToArray();
        await journal.SaveSnapshotAsync(new(Main, head[1], "test/1", large));
        large.AsSpan().Clear();
        Assert.True((await journal.LoadSnapshotAsync(Main))!.State.Span.SequenceEqual(copy));
    }

    private static async Task<Snapshot> SnapshotAsync(IJournal journal, StreamId stream, long version, string state)
    {
        var entry = (await AllAsync(journal.ReadAsync(stream, version)))[0];
        return new(stream, new(entry.Version, entry.Hash), "test/1", Encoding.UTF8.GetBytes(state));
    }
}
