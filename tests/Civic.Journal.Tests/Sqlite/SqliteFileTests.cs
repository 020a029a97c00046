using Civic.Journal.Sqlite;
using NodaTime;

namespace Civic.Journal.Tests;

/// <summary>The file of a journal: who may open it, what it becomes, how it is copied.</summary>
public sealed class SqliteFileTests : IDisposable
{
    private static readonly StreamId Main = new("ledger", "main");

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_second_opener_is_told_that_the_journal_is_in_use_and_which_file_it_is()
    {
        var path = _folder.NewFile();
        var first = await SqliteJournal.OpenAsync(path);
        var link = _folder.File("link");
        File.CreateSymbolicLink(link, path);
        foreach (var name in new[] { path, Path.GetRelativePath(Environment.CurrentDirectory, path), link })
        {
            var refused = await Assert.ThrowsAsync<JournalException>(() => SqliteJournal.OpenAsync(name));
            Assert.Equal(JournalFailure.InUse, refused.Failure);
            Assert.Contains(path, refused.Message, StringComparison.Ordinal);
            Assert.Contains("close", refused.Message, StringComparison.Ordinal);
        }

        await first.DisposeAsync();
        await using var second = await SqliteJournal.OpenAsync(link);
        Assert.Equal(path, second.Path);
    }

    [Fact]
    public async Task A_file_of_a_newer_program_is_refused_and_left_alone()
    {
        var path = _folder.NewFile();
        await (await SqliteJournal.OpenAsync(path)).DisposeAsync();
        Sql(path, "PRAGMA user_version = 2");
        await AssertRefusedAsync(path, "version 2");
    }

    [Fact]
    public async Task A_file_of_another_program_is_refused_and_left_alone()
    {
        var path = _folder.NewFile();
        Sql(path, "CREATE TABLE theirs (x); INSERT INTO theirs VALUES (1)");
        await AssertRefusedAsync(path, "another program");
    }

    [Fact]
    public async Task A_file_that_is_no_database_is_refused_and_left_alone()
    {
        var path = _folder.NewFile();
        await File.WriteAllTextAsync(path, string.Concat(Enumerable.Repeat("not a database ", 1000)));
        var before = await File.ReadAllBytesAsync(path);
        var refused = await Assert.ThrowsAsync<JournalException>(() => SqliteJournal.OpenAsync(path));
        Assert.Equal(JournalFailure.Corrupt, refused.Failure);
        Assert.Equal(before, await File.ReadAllBytesAsync(path));
    }

    [Fact]
    public async Task An_older_file_is_brought_up_to_date_with_everything_it_holds()
    {
        var path = _folder.NewFile();
        var head = await FillAsync(path, 5);
        var options = SqliteWorkload.Options(path).Checked();
        await using (var newer = SqliteJournal.Open(options, Newer("CREATE INDEX entries_by_type ON entries (type)")))
        {
            Assert.Equal(head, await newer.GetHeadAsync());
            Assert.Equal(5, (await Wholeness.CheckAsync(newer)).Count);
        }

        await AssertRefusedAsync(path, "version 2");
    }

    [Fact]
    public async Task A_migration_that_fails_changes_nothing()
    {
        var path = _folder.NewFile();
        await FillAsync(path, 5);
        var options = SqliteWorkload.Options(path).Checked();
        Assert.Throws<JournalException>(() => SqliteJournal.Open(options, Newer("CREATE TABLE extra (x); INSERT INTO missing VALUES (1)")));
        await using var journal = await SqliteJournal.OpenAsync(path);
        Assert.Equal(5, (await Wholeness.CheckAsync(journal)).Count);
    }

    [Fact]
    public async Task A_backup_taken_while_appends_go_on_is_a_journal_of_one_moment()
    {
        var path = _folder.NewFile();
        await using var journal = await SqliteJournal.OpenAsync(path);
        await AppendAsync(journal, 20);
        using var stop = new CancellationTokenSource();
        var writing = Task.Run(async () =>
        {
            while (!stop.IsCancellationRequested)
            {
                await AppendAsync(journal, 1);
            }
        });
        for (var i = 0; i < 3; i++)
        {
            var copy = _folder.File($"backup-{i}");
            var before = await journal.GetHeadAsync();
            await journal.BackupAsync(copy);
            var after = await journal.GetHeadAsync();
            await using var restored = await SqliteJournal.OpenAsync(copy);
            Assert.InRange((await Wholeness.CheckAsync(restored)).Count, before.Count, after.Count);
            Assert.Empty(await restored.CheckFileAsync());
            await AppendAsync(restored, 1);
        }

        await stop.CancelAsync();
        await writing;
        await Wholeness.CheckAsync(journal);
    }

    [Fact]
    public async Task A_backup_never_overwrites_a_file_and_leaves_none_when_it_fails()
    {
        await using var journal = await SqliteJournal.OpenAsync(_folder.NewFile());
        var there = _folder.File("there");
        await File.WriteAllTextAsync(there, "mine");
        await Assert.ThrowsAsync<IOException>(() => journal.BackupAsync(there));
        Assert.Equal("mine", await File.ReadAllTextAsync(there));
        await Assert.ThrowsAsync<JournalException>(() => journal.BackupAsync(Path.Combine(_folder.Path, "missing", "copy")));
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => journal.BackupAsync(_folder.File("copy"), cancelled.Token));
        Assert.DoesNotContain(Directory.GetFiles(_folder.Path), name => name.Contains("copy", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_closed_journal_is_one_file_with_its_lock_beside_it_and_says_that_it_is_closed()
    {
        var path = _folder.NewFile();
        await FillAsync(path, 3);
        Assert.Equal([path, path + "-lock"], Directory.GetFiles(_folder.Path).Order(StringComparer.Ordinal));
        var journal = await SqliteJournal.OpenAsync(path);
        await journal.DisposeAsync();
        await journal.DisposeAsync();
        await Assert.ThrowsAsync<ObjectDisposedException>(() => AppendAsync(journal, 1));
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await Wholeness.CheckAsync(journal));
    }

    [Fact]
    public async Task A_follower_is_told_when_the_journal_is_closed()
    {
        var journal = await SqliteJournal.OpenAsync(_folder.NewFile());
        await AppendAsync(journal, 1);
        await using var following = journal.FollowAsync().GetAsyncEnumerator();
        Assert.True(await following.MoveNextAsync());
        var waiting = following.MoveNextAsync();
        await journal.DisposeAsync();
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await waiting);
    }

    [Fact]
    public async Task The_log_stays_near_its_limit_while_appends_and_reads_go_on()
    {
        var path = _folder.NewFile();
        await using var journal = await SqliteJournal.OpenAsync(new SqliteJournalOptions(path) { CheckpointBytes = 1 << 20 });
        for (var i = 0; i < 40; i++)
        {
            await journal.AppendAsync(Main, ExpectedVersion.Any, [new NewEntry("test.large", SqliteWorkload.Noon, new byte[300_000])]);
            await foreach (var entry in journal.ReadAsync(Main, Math.Max(1, i - 2)))
            {
                Assert.Equal(300_000, entry.Payload.Length);
            }
        }

        Assert.InRange(new FileInfo(path + "-wal").Length, 1, 3 << 20);
    }

    [Theory]
    [InlineData(100, 1 << 20, 1)]
    [InlineData(5000, 1 << 20, 1)]
    [InlineData(4096, 1000, 1)]
    [InlineData(4096, 1 << 20, 0)]
    public async Task Options_out_of_their_range_are_refused(int pageSize, long checkpointBytes, int readers)
    {
        var options = new SqliteJournalOptions(_folder.NewFile()) { PageSize = pageSize, CheckpointBytes = checkpointBytes, Readers = readers };
        await Assert.ThrowsAnyAsync<ArgumentException>(() => SqliteJournal.OpenAsync(options));
    }

    private static Schema Newer(string migration) => Schema.Journal with { Migrations = [.. Schema.Journal.Migrations, migration] };

    private static async Task AppendAsync(SqliteJournal journal, int count)
    {
        for (var i = 0; i < count; i++)
        {
            await journal.AppendAsync(Main, ExpectedVersion.Any, [new NewEntry("test.happened", SqliteWorkload.Noon, new byte[1000])]);
        }
    }

    private static async Task<JournalHead> FillAsync(string path, int count)
    {
        await using var journal = await SqliteJournal.OpenAsync(path);
        await AppendAsync(journal, count);
        return await journal.GetHeadAsync();
    }

    private static async Task AssertRefusedAsync(string path, string told)
    {
        var before = await File.ReadAllBytesAsync(path);
        var refused = await Assert.ThrowsAsync<JournalException>(() => SqliteJournal.OpenAsync(path));
        Assert.Equal(JournalFailure.WrongSchema, refused.Failure);
        Assert.Contains(told, refused.Message, StringComparison.Ordinal);
        Assert.Equal(before, await File.ReadAllBytesAsync(path));
    }

    private static void Sql(string path, string sql)
    {
        using var database = Database.Open(path, Duration.Zero);
        database.Execute(sql, "change the file");
    }
}
