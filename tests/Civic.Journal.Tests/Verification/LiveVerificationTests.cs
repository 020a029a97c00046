using System.Runtime.CompilerServices;
using NodaTime;

namespace Civic.Journal.Tests;

public sealed class LiveVerificationTests
{
    [Fact]
    public async Task A_whole_journal_is_valid_and_progress_is_told()
    {
        await using var journal = new MemoryJournal(new TestClock());
        Assert.True((await JournalVerifier.VerifyAsync(journal)).IsValid);
        for (var i = 0; i < 3; i++)
        {
            NewEntry[] many = [.. Enumerable.Repeat(new NewEntry("test.happened", default, default), 10_000)];
            await journal.AppendAsync(new("ledger", "main"), ExpectedVersion.Any, many);
        }

        var told = new Told();
        var report = await JournalVerifier.VerifyAsync(journal, told);
        Assert.True(report.IsValid, report.ToString());
        Assert.Equal(await journal.GetHeadAsync(), report.Head);
        Assert.Equal([10_000, 20_000, 30_000, 30_000], told.Counts);
    }

    [Fact]
    public async Task Whatever_is_changed_in_an_entry_is_found_where_it_is()
    {
        Func<JournalEntry, JournalEntry>[] changes =
        [
            e => e with { Payload = new byte[] { 1, 2, 3 } },
            e => e with { Type = "test.other" },
            e => e with { Type = "" },
            e => e with { At = e.At.PlusTicks(1) },
            e => e with { At = Instant.MinValue },
            e => e with { Hash = default },
            e => e with { Version = e.Version + 1 },
            e => e with { Position = e.Position + 1 },
            e => e with { Stream = new("ledger", "other") },
        ];
        using var small = await SmallExport.CreateAsync();
        foreach (var change in changes)
        {
            for (var position = 1; position <= 9; position++)
            {
                await using var damaged = new Damaged(small.Journal) { Entry = e => e.Position == position ? change(e) : e };
                var report = await JournalVerifier.VerifyAsync(damaged);
                Assert.Equal((false, position), (report.IsValid, report.Position));
                Assert.Equal(position - 1, report.Head.Count);
            }
        }
    }

    [Fact]
    public async Task Heads_that_do_not_belong_to_the_entries_are_found()
    {
        using var small = await SmallExport.CreateAsync();
        Assert.Equal((VerificationFault.WrongHead, 9L), await WithHeadAsync(h => h with { Root = default }));
        Assert.Equal((VerificationFault.WrongHead, 8L), await WithHeadAsync(h => h with { Count = 8 }));
        Assert.Equal((VerificationFault.EndMissing, 10L), await WithHeadAsync(h => h with { Count = 10 }));
        await using var damaged = new Damaged(small.Journal) { StreamHead = h => h with { Hash = default } };
        Assert.Equal(VerificationFault.WrongHead, (await JournalVerifier.VerifyAsync(damaged)).Fault);

        async Task<(VerificationFault Fault, long Position)> WithHeadAsync(Func<JournalHead, JournalHead> head)
        {
            await using var damaged = new Damaged(small.Journal) { Head = head };
            var report = await JournalVerifier.VerifyAsync(damaged);
            return (report.Fault, report.Position);
        }
    }

    [Fact]
    public async Task A_store_that_cannot_read_an_entry_is_reported_and_one_that_fails_otherwise_throws()
    {
        using var small = await SmallExport.CreateAsync();
        var torn = new JournalException(JournalFailure.Corrupt, "row 4 is torn");
        await using var corrupt = new Damaged(small.Journal) { Entry = e => e.Position < 4 ? e : throw torn };
        var report = await JournalVerifier.VerifyAsync(corrupt);
        Assert.Equal((VerificationFault.UnreadableEntry, 4L, "row 4 is torn"), (report.Fault, report.Position, report.Message));
        await using var lost = new Damaged(small.Journal) { Entry = _ => throw new JournalException(JournalFailure.ConnectionLost, "gone") };
        await Assert.ThrowsAsync<JournalException>(async () => await JournalVerifier.VerifyAsync(lost));
    }

    [Fact]
    public async Task A_journal_that_grows_while_it_is_verified_is_valid()
    {
        using var small = await SmallExport.CreateAsync();
        await using var growing = new Damaged(small.Journal)
        {
            Entry = e =>
            {
                small.AppendAsync((int)e.Position).GetAwaiter().GetResult();
                return e;
            },
        };
        var report = await JournalVerifier.VerifyAsync(growing);
        Assert.True(report.IsValid, report.ToString());
    }

    [Fact]
    public async Task A_journal_whose_entries_are_not_those_of_its_head_is_not_exported()
    {
        using var small = await SmallExport.CreateAsync();
        await using var damaged = new Damaged(small.Journal) { Head = h => h with { Root = default } };
        using var bytes = new MemoryStream();
        await Assert.ThrowsAsync<JournalException>(async () => await JournalExport.WriteAsync(damaged, bytes));
    }

    private sealed class Told : IProgress<long>
    {
        public List<long> Counts { get; } = [];

        public void Report(long value) => Counts.Add(value);
    }

    /// <summary>A journal that gives back other things than it was given.</summary>
    private sealed class Damaged(IJournal inner) : IJournal
    {
        public Func<JournalEntry, JournalEntry> Entry { get; init; } = e => e;

        public Func<JournalHead, JournalHead> Head { get; init; } = h => h;

        public Func<StreamHead, StreamHead> StreamHead { get; init; } = h => h;

        public async IAsyncEnumerable<JournalEntry> ReadAllAsync(long fromPosition = 1, [EnumeratorCancellation] CancellationToken cancellation = default)
        {
            await foreach (var entry in inner.ReadAllAsync(fromPosition, cancellation))
            {
                yield return Entry(entry);
            }
        }

        public async ValueTask<StreamHead> GetStreamHeadAsync(StreamId stream, CancellationToken cancellation = default) =>
            StreamHead(await inner.GetStreamHeadAsync(stream, cancellation));

        public async ValueTask<JournalHead> GetHeadAsync(CancellationToken cancellation = default) => Head(await inner.GetHeadAsync(cancellation));

        public ValueTask<AppendOutcome> AppendAsync(
            StreamId stream, ExpectedVersion expected, IReadOnlyList<NewEntry> entries, AppendOptions options, CancellationToken cancellation) =>
            inner.AppendAsync(stream, expected, entries, options, cancellation);

        public IAsyncEnumerable<JournalEntry> ReadAsync(StreamId stream, long fromVersion, CancellationToken cancellation) =>
            inner.ReadAsync(stream, fromVersion, cancellation);

        public IAsyncEnumerable<JournalEntry> FollowAsync(long fromPosition, CancellationToken cancellation) => inner.FollowAsync(fromPosition, cancellation);

        public ValueTask SaveSnapshotAsync(Snapshot snapshot, CancellationToken cancellation) => inner.SaveSnapshotAsync(snapshot, cancellation);

        public ValueTask<Snapshot?> LoadSnapshotAsync(StreamId stream, CancellationToken cancellation) => inner.LoadSnapshotAsync(stream, cancellation);

        public ValueTask<LeaseOutcome> TakeLeaseAsync(string family, string holder, Duration duration, CancellationToken cancellation) =>
            inner.TakeLeaseAsync(family, holder, duration, cancellation);

        public ValueTask ReleaseLeaseAsync(string family, FencingToken token, CancellationToken cancellation) =>
            inner.ReleaseLeaseAsync(family, token, cancellation);

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
