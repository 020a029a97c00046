using Civic.Journal.Sqlite;

namespace Civic.Journal.Tests;

/// <summary>What a journal does when its disk fails while it is open.</summary>
public sealed class SqliteFaultTests : IDisposable
{
    private static readonly StreamId Main = new("ledger", "main");
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly TempFolder _folder = new();
    private readonly FaultyDisk _disk = new();

    public void Dispose()
    {
        _disk.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_flush_that_fails_ends_all_writing_until_the_journal_is_opened_again()
    {
        var path = _folder.NewFile();
        await using (var journal = await SqliteJournal.OpenAsync(SqliteWorkload.Options(path, _disk.Name)))
        {
            await journal.AppendAsync(Main, ExpectedVersion.Empty, Entries(2));
            _disk.IsFlushBroken = true;
            var first = await FailsAsync(journal, JournalFailure.StorageFailed);
            Assert.Contains(path, first.Message, StringComparison.Ordinal);

            // The disk seems well again, but nobody knows what it holds.
            _disk.IsFlushBroken = false;
            var calls = _disk.Calls;
            Assert.Same(first, await FailsAsync(journal, JournalFailure.StorageFailed));
            var day = NodaTime.Duration.FromDays(1);
            Assert.Same(first, await Assert.ThrowsAsync<JournalException>(async () => await journal.TakeLeaseAsync("ledger", "a host", day)));
            Assert.Same(first, await Assert.ThrowsAsync<JournalException>(async () => await FollowToTheEndAsync(journal)));
            Assert.Equal(2, (await Wholeness.CheckAsync(journal)).Count);
            Assert.Equal(calls, _disk.Calls);
        }

        _disk.LosePower(null);
        await using var again = await SqliteJournal.OpenAsync(path);
        Assert.Equal(2, (await Wholeness.CheckAsync(again)).Count);
        Assert.Equal(new AppendOutcome(AppendResult.Appended, 3, 3), await again.AppendAsync(Main, ExpectedVersion.Exactly(2), Entries(1)));
    }

    [Fact]
    public async Task A_flush_that_fails_fails_every_append_that_waited()
    {
        await using var journal = await SqliteJournal.OpenAsync(SqliteWorkload.Options(_folder.NewFile(), _disk.Name));
        _disk.IsFlushBroken = true;
        var waiting = Enumerable.Range(0, 200).Select(_ => Task.Run(() => FailsAsync(journal, JournalFailure.StorageFailed))).ToArray();
        var failures = await Task.WhenAll(waiting).WaitAsync(Patience);
        Assert.Single(failures.Distinct());
    }

    [Fact]
    public async Task Without_space_nothing_is_stored_by_half_and_the_journal_goes_on_once_there_is_some()
    {
        var path = _folder.NewFile();
        await using var journal = await SqliteJournal.OpenAsync(SqliteWorkload.Options(path, _disk.Name));
        var stored = 0;
        for (long space = 0; space < 400_000; space += 7919)
        {
            _disk.Space = space;
            try
            {
                stored += await StoreAsync(journal);
            }
            catch (JournalException full)
            {
                Assert.Equal(JournalFailure.DiskFull, full.Failure);
                Assert.Contains(path, full.Message, StringComparison.Ordinal);
                Assert.Equal(stored, (await journal.GetHeadAsync()).Count);
            }

            _disk.Space = long.MaxValue;
            stored += await StoreAsync(journal);
        }

        Assert.Equal(stored, (await Wholeness.CheckAsync(journal)).Count);
        Assert.Empty(await journal.CheckFileAsync());

        static async Task<int> StoreAsync(SqliteJournal journal)
        {
            Assert.Equal(AppendResult.Appended, (await journal.AppendAsync(Main, ExpectedVersion.Any, Entries(3, 30_000))).Result);
            return 3;
        }
    }

    [Fact]
    public async Task A_power_failure_after_a_full_disk_loses_nothing_acknowledged()
    {
        for (long space = 0; space < 200_000; space += 15_013)
        {
            var path = _folder.NewFile();
            await using (var journal = await SqliteJournal.OpenAsync(SqliteWorkload.Options(path, _disk.Name)))
            {
                await journal.AppendAsync(Main, ExpectedVersion.Any, Entries(1));
                _disk.Space = space;
                for (var i = 0; i < 2; i++)
                {
                    await Record.ExceptionAsync(async () => await journal.AppendAsync(Main, ExpectedVersion.Any, Entries(5, 40_000 / (i + 1))));
                }

                _disk.Space = long.MaxValue;
                await journal.AppendAsync(Main, ExpectedVersion.Any, Entries(1));
                _disk.StopAt = _disk.Calls + 3;
                await FailsAsync(journal, JournalFailure.StorageFailed);
            }

            _disk.StopAt = int.MaxValue;
            _disk.LosePower(new Random((int)space));
            await using var again = await SqliteJournal.OpenAsync(path);
            Assert.InRange((await Wholeness.CheckAsync(again)).Count, 2, 13);
        }
    }

    [Fact]
    public async Task A_sector_that_cannot_be_read_is_told_and_the_writer_goes_on()
    {
        var path = _folder.NewFile();
        await (await SqliteJournal.OpenAsync(SqliteWorkload.Options(path, _disk.Name))).DisposeAsync();
        await using var journal = await SqliteJournal.OpenAsync(SqliteWorkload.Options(path, _disk.Name));
        await journal.AppendAsync(Main, ExpectedVersion.Any, Entries(3));
        _disk.Unreadable = ".journal-wal";
        var failure = await Assert.ThrowsAsync<JournalException>(async () => await Wholeness.CheckAsync(journal));
        Assert.Equal(JournalFailure.StorageFailed, failure.Failure);
        _disk.Unreadable = null;
        Assert.True((await journal.AppendAsync(Main, ExpectedVersion.Any, Entries(3))).IsStored);
        Assert.Equal(6, (await Wholeness.CheckAsync(journal)).Count);
    }

    [Fact]
    public async Task A_folder_that_is_not_there_is_told()
    {
        var refused = await Assert.ThrowsAsync<JournalException>(() => SqliteJournal.OpenAsync(Path.Combine(_folder.Path, "missing", "a.journal")));
        Assert.Equal(JournalFailure.StorageFailed, refused.Failure);
        Assert.Contains("folder", refused.Message, StringComparison.Ordinal);
    }

    private static NewEntry[] Entries(int count, int length = 10) =>
        [.. Enumerable.Range(0, count).Select(_ => new NewEntry("test.happened", SqliteWorkload.Noon, new byte[length]))];

    private static async Task<JournalException> FailsAsync(SqliteJournal journal, JournalFailure why)
    {
        var failure = await Assert.ThrowsAsync<JournalException>(async () => await journal.AppendAsync(Main, ExpectedVersion.Any, Entries(1)));
        Assert.Equal(why, failure.Failure);
        return failure;
    }

    private static async Task FollowToTheEndAsync(SqliteJournal journal)
    {
        using var end = new CancellationTokenSource(Patience);
        await foreach (var entry in journal.FollowAsync(1, end.Token))
        {
            Assert.InRange(entry.Position, 1, 2);
        }
    }
}
