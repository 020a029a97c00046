using System.Text;
using Civic.Testing;
using NodaTime;

namespace Civic.Journal.Tests;

public abstract partial class JournalContract
{
    [ContractFact]
    public async Task The_first_append_makes_the_stream_and_tells_where_it_stands()
    {
        await using var journal = await OpenAsync(Clock);
        Assert.Equal(new AppendOutcome(AppendResult.Appended, 2, 2), await journal.AppendAsync(Main, ExpectedVersion.Empty, Entries(2)));
        Assert.Equal(new AppendOutcome(AppendResult.Appended, 1, 3), await journal.AppendAsync(Other, ExpectedVersion.Empty, Entries(1)));
        Assert.Equal(new AppendOutcome(AppendResult.Appended, 5, 6), await journal.AppendAsync(Main, ExpectedVersion.Exactly(2), Entries(3)));
        await AssertWholeAsync(journal);
    }

    [ContractFact]
    public async Task An_append_is_refused_when_the_stream_is_not_at_the_expected_version()
    {
        await using var journal = await OpenAsync(Clock);
        Assert.Equal(new AppendOutcome(AppendResult.VersionConflict, 0, 0), await journal.AppendAsync(Main, ExpectedVersion.Exactly(1), Entries(1)));
        await journal.AppendAsync(Main, ExpectedVersion.Exactly(0), Entries(3));
        Assert.Equal(new AppendOutcome(AppendResult.VersionConflict, 3, 0), await journal.AppendAsync(Main, ExpectedVersion.Empty, Entries(1)));
        Assert.Equal(new AppendOutcome(AppendResult.VersionConflict, 3, 0), await journal.AppendAsync(Main, ExpectedVersion.Exactly(2), Entries(1)));
        Assert.Equal(new AppendOutcome(AppendResult.VersionConflict, 3, 0), await journal.AppendAsync(Main, ExpectedVersion.Exactly(4), Entries(1)));
        Assert.Equal(new AppendOutcome(AppendResult.Appended, 4, 4), await journal.AppendAsync(Main, ExpectedVersion.Any, Entries(1)));
        await AssertWholeAsync(journal);
    }

    [ContractFact]
    public async Task An_append_that_is_refused_leaves_nothing_behind()
    {
        await using var journal = await OpenAsync(Clock);
        await journal.AppendAsync(Main, ExpectedVersion.Empty, Entries(2));
        var head = await journal.GetHeadAsync();
        await journal.AppendAsync(Main, ExpectedVersion.Empty, Entries(100), Key(1));
        Assert.Equal(head, await journal.GetHeadAsync());
        Assert.Equal(2, (await AllAsync(journal.ReadAllAsync())).Count);
        // A refused append has not used up its key.
        Assert.Equal(new AppendOutcome(AppendResult.Appended, 3, 3), await journal.AppendAsync(Main, ExpectedVersion.Exactly(2), Entries(1), Key(1)));
    }

    [ContractFact]
    public async Task What_no_store_takes_is_refused_before_anything_is_stored()
    {
        await using var journal = await OpenAsync(Clock);
        await Assert.ThrowsAnyAsync<ArgumentException>(async () => await journal.AppendAsync(default, ExpectedVersion.Any, Entries(1)));
        await Assert.ThrowsAnyAsync<ArgumentException>(async () => await journal.AppendAsync(Main, ExpectedVersion.Any, []));
        await Assert.ThrowsAnyAsync<ArgumentException>(async () => await journal.AppendAsync(Main, ExpectedVersion.Any, null!));
        await Assert.ThrowsAnyAsync<ArgumentException>(async () => await journal.AppendAsync(Main, ExpectedVersion.Any, [Entry("a"), null!]));
        await Assert.ThrowsAnyAsync<ArgumentException>(async () => await journal.AppendAsync(Main, ExpectedVersion.Any, Entries(AppendLimits.MaxEntries + 1)));
        var large = new NewEntry("test.large", Noon, new byte[NewEntry.MaxPayloadLength]);
        NewEntry[] tooMuch = [large, large, large, large, Entry("a")];
        await Assert.ThrowsAnyAsync<ArgumentException>(async () => await journal.AppendAsync(Main, ExpectedVersion.Any, tooMuch));
        await Assert.ThrowsAnyAsync<ArgumentException>(async () => await journal.GetStreamHeadAsync(default));
        Assert.Equal(0, (await journal.GetHeadAsync()).Count);
    }

    [ContractFact]
    public async Task The_most_entries_of_one_append_are_taken()
    {
        await using var journal = await OpenAsync(Clock);
        var outcome = await journal.AppendAsync(Main, ExpectedVersion.Empty, Entries(AppendLimits.MaxEntries));
        Assert.Equal(new AppendOutcome(AppendResult.Appended, AppendLimits.MaxEntries, AppendLimits.MaxEntries), outcome);
        await AssertWholeAsync(journal);
    }

    [ContractFact]
    public async Task A_cancelled_append_is_all_there_or_not_at_all()
    {
        await using var journal = await OpenAsync(Clock);
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            async () => await journal.AppendAsync(Main, ExpectedVersion.Empty, Entries(5), Key(1), cancelled.Token));
        var again = await journal.AppendAsync(Main, ExpectedVersion.Empty, Entries(5), Key(1));
        Assert.True(again.IsStored);
        Assert.Equal(5, again.Version);
        await AssertWholeAsync(journal);
    }

    [ContractFact]
    public async Task An_append_tried_again_with_its_key_answers_where_it_was_stored()
    {
        await using var journal = await OpenAsync(Clock);
        await journal.AppendAsync(Main, ExpectedVersion.Empty, Entries(3), Key(7));
        await journal.AppendAsync(Main, ExpectedVersion.Any, Entries(2, "later"));
        var earlier = new AppendOutcome(AppendResult.AlreadyAppended, 3, 3);
        Assert.Equal(earlier, await journal.AppendAsync(Main, ExpectedVersion.Empty, Entries(3), Key(7)));
        Assert.Equal(earlier, await journal.AppendAsync(Main, ExpectedVersion.Any, Entries(3), Key(7)));
        Assert.Equal(earlier, await journal.AppendAsync(Main, ExpectedVersion.Exactly(77), Entries(3), Key(7)));
        Assert.Equal(5, (await journal.GetHeadAsync()).Count);
    }

    [ContractFact]
    public async Task A_key_used_for_other_entries_is_told()
    {
        await using var journal = await OpenAsync(Clock);
        await journal.AppendAsync(Main, ExpectedVersion.Empty, Entries(3), Key(7));
        var reused = new AppendOutcome(AppendResult.KeyReused, 3, 0);
        Assert.Equal(reused, await journal.AppendAsync(Main, ExpectedVersion.Any, Entries(2), Key(7)));
        Assert.Equal(reused, await journal.AppendAsync(Main, ExpectedVersion.Exactly(0), Entries(4), Key(7)));
        Assert.Equal(reused, await journal.AppendAsync(Main, ExpectedVersion.Any, Entries(3, "other"), Key(7)));
        Assert.Equal(reused, await journal.AppendAsync(Main, ExpectedVersion.Any, [.. Entries(2), Entry("entry 3", "test.other")], Key(7)));
        var later = new NewEntry("test.happened", Noon.PlusTicks(1), Encoding.UTF8.GetBytes("entry 3"));
        Assert.Equal(reused, await journal.AppendAsync(Main, ExpectedVersion.Any, [.. Entries(2), later], Key(7)));
        Assert.Equal(3, (await journal.GetHeadAsync()).Count);
    }

    [ContractFact]
    public async Task A_key_belongs_to_its_stream()
    {
        await using var journal = await OpenAsync(Clock);
        await journal.AppendAsync(Main, ExpectedVersion.Empty, Entries(1), Key(7));
        Assert.Equal(new AppendOutcome(AppendResult.Appended, 2, 3), await journal.AppendAsync(Other, ExpectedVersion.Empty, Entries(2), Key(7)));
    }

    [ContractFact]
    public async Task Keys_versions_and_heads_outlive_the_process()
    {
        var journal = await OpenAsync(Clock);
        await journal.AppendAsync(Main, ExpectedVersion.Empty, Entries(3), Key(7));
        await journal.AppendAsync(Other, ExpectedVersion.Empty, Entries(2));
        var head = await journal.GetHeadAsync();
        await using var again = await ReopenAsync(journal, Clock);
        Assert.Equal(head, await again.GetHeadAsync());
        Assert.Equal(new AppendOutcome(AppendResult.AlreadyAppended, 3, 3), await again.AppendAsync(Main, ExpectedVersion.Empty, Entries(3), Key(7)));
        Assert.Equal(new AppendOutcome(AppendResult.VersionConflict, 2, 0), await again.AppendAsync(Other, ExpectedVersion.Empty, Entries(2)));
        Assert.Equal(new AppendOutcome(AppendResult.Appended, 4, 6), await again.AppendAsync(Main, ExpectedVersion.Exactly(3), Entries(1)));
        await AssertWholeAsync(again);
    }

    [ContractFact]
    public async Task Type_instant_and_payload_come_back_as_they_were()
    {
        var journal = await OpenAsync(Clock);
        var large = new byte[5_000_000];
        new Random(5).NextBytes(large);
        NewEntry[] entries =
        [
            new("!", Noon, Array.Empty<byte>()),
            new(new string('~', NewEntry.MaxTypeLength), Instant.FromUnixTimeTicks(-1), new byte[] { 0, 255, 0 }),
            new("test.old", Instant.FromUtc(1948, 8, 15, 0, 0).PlusTicks(1_234_567), new byte[] { 1 }),
            new("test.late", Instant.FromUtc(9999, 12, 31, 23, 59, 59).PlusTicks(9_999_999), new byte[] { 2 }),
            new("test.early", Instant.FromUtc(1, 1, 1, 0, 0), new byte[] { 3 }),
            new("test.large", Noon.PlusTicks(1), large),
        ];
        await journal.AppendAsync(Main, ExpectedVersion.Empty, entries);
        await using var again = await ReopenAsync(journal, Clock);
        var read = await AllAsync(again.ReadAsync(Main));
        Assert.Equal(entries.Select(e => (e.Type, e.At)), read.Select(e => (e.Type, e.At)));
        Assert.All(entries.Zip(read), pair => Assert.True(pair.First.Payload.Span.SequenceEqual(pair.Second.Payload.Span)));
        await AssertWholeAsync(again);
    }

    [ContractFact]
    public async Task What_the_writer_does_with_its_bytes_afterwards_changes_nothing()
    {
        await using var journal = await OpenAsync(Clock);
        var bytes = Encoding.UTF8.GetBytes("as written");
        await journal.AppendAsync(Main, ExpectedVersion.Empty, [new NewEntry("test.happened", Noon, bytes)]);
        bytes.AsSpan().Clear();
        Assert.Equal("as written", Encoding.UTF8.GetString((await AllAsync(journal.ReadAsync(Main)))[0].Payload.Span));
    }

    [ContractFact]
    public async Task Names_of_streams_tell_large_letters_from_small_ones()
    {
        await using var journal = await OpenAsync(Clock);
        StreamId[] streams = [new("a", "b"), new("A", "b"), new("a", "B"), new("a", "b.c"), new("a:b", "c"), new("a", "b:c"), new("a_", "b"), new("a-", "b")];
        foreach (var stream in streams)
        {
            Assert.Equal(1, (await journal.AppendAsync(stream, ExpectedVersion.Empty, Entries(1), Key(1))).Version);
        }

        var longest = new StreamId(new string('f', StreamId.MaxFamilyLength), new string('n', StreamId.MaxNameLength));
        Assert.True((await journal.AppendAsync(longest, ExpectedVersion.Empty, Entries(1))).IsStored);
        await AssertWholeAsync(journal);
    }

    [ContractFact]
    public async Task Of_many_writers_who_expect_the_same_version_exactly_one_wins()
    {
        await using var journal = await OpenAsync(Clock);
        for (var version = 0; version < 20; version++)
        {
            var outcomes = new AppendOutcome[8];
            await TogetherAsync(outcomes.Length, async i =>
                outcomes[i] = await journal.AppendAsync(Main, ExpectedVersion.Exactly(version), [Entry($"writer {i}")]));
            Assert.Single(outcomes, o => o.Result == AppendResult.Appended);
            var conflict = new AppendOutcome(AppendResult.VersionConflict, version + 1, 0);
            Assert.Equal(outcomes.Length - 1, outcomes.Count(o => o == conflict));
        }

        await AssertWholeAsync(journal);
    }

    [ContractFact]
    public async Task Many_writers_on_many_streams_lose_nothing_and_leave_no_gap()
    {
        await using var journal = await OpenAsync(Clock);
        var outcomes = new List<(StreamId Stream, int Count, string Payload, AppendOutcome Outcome)>();
        await TogetherAsync(12, async writer =>
        {
            for (var i = 0; i < 20; i++)
            {
                var stream = new StreamId("ledger", $"s{(writer + i) % 5}");
                var payload = $"{writer}-{i}";
                var outcome = await journal.AppendAsync(stream, ExpectedVersion.Any, Entries(1 + (i % 3), payload));
                lock (outcomes)
                {
                    outcomes.Add((stream, 1 + (i % 3), payload, outcome));
                }
            }
        });
        var all = await AllAsync(journal.ReadAllAsync());
        Assert.Equal(outcomes.Sum(o => o.Count), all.Count);
        foreach (var (stream, count, payload, outcome) in outcomes)
        {
            // The entries of one append stand together, and where the outcome says.
            var stored = all.GetRange((int)outcome.Position - count, count);
            Assert.Equal(Entries(count, payload).Select(e => Convert.ToHexString(e.Payload.Span)), stored.Select(e => Convert.ToHexString(e.Payload.Span)));
            Assert.All(stored, e => Assert.Equal(stream, e.Stream));
            Assert.Equal(outcome.Version, stored[^1].Version);
        }

        await AssertWholeAsync(journal);
    }

    [ContractFact]
    public async Task One_key_tried_by_many_at_once_is_stored_once()
    {
        await using var journal = await OpenAsync(Clock);
        var outcomes = new AppendOutcome[8];
        await TogetherAsync(outcomes.Length, async i => outcomes[i] = await journal.AppendAsync(Main, ExpectedVersion.Any, Entries(3), Key(1)));
        Assert.Single(outcomes, o => o.Result == AppendResult.Appended);
        Assert.Equal(7, outcomes.Count(o => o.Result == AppendResult.AlreadyAppended));
        Assert.All(outcomes, o => Assert.Equal((3, 3), (o.Version, o.Position)));
        await AssertWholeAsync(journal);
    }
}
