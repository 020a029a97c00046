using Civic.Journal.Sqlite;
using Civic.Testing;
using NodaTime;

namespace Civic.Journal.Tests;

/// <summary>A flipped bit is found, wherever it is, unless it lies where nothing is stored.</summary>
public sealed class SqliteDamageTests : IDisposable
{
    private const int Appends = 60;
    private static readonly Lazy<Task<byte[]>> Closed = new(MakeAsync);

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Property(MaxTest = 150)]
    public async Task A_flipped_bit_anywhere_in_the_file_is_found_or_lies_where_nothing_is_stored(uint place, byte bit)
    {
        var bytes = (await Closed.Value).ToArray();
        // FsCheck's numbers are small ones: spread them over the file.
        var at = (int)(((ulong)place + 1) * 0x9E3779B97F4A7C15 % (ulong)bytes.Length);
        bytes[at] ^= (byte)(1 << (bit % 8));
        var path = _folder.NewFile();
        await File.WriteAllBytesAsync(path, bytes);
        if (!await IsFoundAsync(path))
        {
            await AssertNothingChangedAsync(path);
        }
    }

    [Property(MaxTest = 60)]
    public async Task A_flipped_bit_in_an_entry_is_found_with_its_position(uint which, uint place, byte bit)
    {
        var bytes = (await Closed.Value).ToArray();
        var number = (int)((which * 2654435761) % Appends);
        // The beginning of a large payload: the rest lies on other pages.
        var payload = Payload(number).AsSpan(0, Math.Min(Payload(number).Length, 300)).ToArray();
        var into = (int)(place * 2654435761 % (uint)payload.Length);
        // SQLite leaves copies behind in the free space of pages it has split: flip them all, the stored one is among them.
        for (var at = 0; bytes.AsSpan(at).IndexOf(payload) is >= 0 and var found; at += found + payload.Length)
        {
            bytes[at + found + into] ^= (byte)(1 << (bit % 8));
        }

        var path = _folder.NewFile();
        await File.WriteAllBytesAsync(path, bytes);
        await using var journal = await SqliteJournal.OpenAsync(path);
        var report = await JournalVerifier.VerifyAsync(journal);
        Assert.False(report.IsValid);
        Assert.Equal(number + 1, report.Position);
    }

    [Fact]
    public async Task An_entry_that_is_gone_is_told_with_the_last_good_position()
    {
        var path = await CopyAsync();
        Sql(path, "DELETE FROM entries WHERE position = 20");
        await using var journal = await SqliteJournal.OpenAsync(path);
        List<long> read = [];
        var damage = await Assert.ThrowsAsync<JournalException>(async () =>
        {
            await foreach (var entry in journal.ReadAllAsync())
            {
                read.Add(entry.Position);
            }
        });
        Assert.Equal(JournalFailure.Corrupt, damage.Failure);
        Assert.Contains("after position 19", damage.Message, StringComparison.Ordinal);
        Assert.Equal(Enumerable.Range(1, 19).Select(i => (long)i), read);
        Assert.NotEmpty(await journal.CheckFileAsync());
    }

    [Theory]
    [InlineData("DELETE FROM entries WHERE position = 60")]
    [InlineData("UPDATE head SET count = 59")]
    [InlineData("UPDATE head SET frontier = zeroblob(10)")]
    [InlineData("DELETE FROM head")]
    [InlineData("UPDATE leases SET until = until + 1")]
    [InlineData("UPDATE leases SET holder = 'another'")]
    [InlineData("DROP INDEX entries_by_stream")]
    [InlineData("CREATE TABLE more (x)")]
    [InlineData("CREATE TRIGGER silent BEFORE INSERT ON entries BEGIN SELECT RAISE(IGNORE); END")]
    public async Task What_cannot_be_trusted_is_not_opened(string sql)
    {
        var path = await CopyAsync();
        Sql(path, sql);
        var damage = await Assert.ThrowsAsync<JournalException>(() => SqliteJournal.OpenAsync(path));
        Assert.Equal(JournalFailure.Corrupt, damage.Failure);
        Assert.Contains(path, damage.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("UPDATE head SET frontier = zeroblob(length(frontier))", "head")]
    [InlineData("UPDATE keys SET version = version + 1 WHERE position = 7", "idempotency key")]
    [InlineData("UPDATE keys SET request = zeroblob(32) WHERE position = 7", "idempotency key")]
    [InlineData("UPDATE streams SET name = 'o/ther' WHERE id = 1", "name of the stream")]
    [InlineData("INSERT INTO streams (family, name) VALUES ('a', 'b')", "no entry")]
    [InlineData("UPDATE entries SET stream = 99 WHERE position = 7", "has no name")]
    [InlineData("UPDATE entries SET version = version + 100 WHERE position = 7", "its last one")]
    [InlineData("UPDATE snapshots SET format = 'other'", "snapshot")]
    [InlineData("UPDATE snapshot_parts SET bytes = zeroblob(length(bytes))", "snapshot")]
    public async Task What_is_derived_from_the_entries_is_checked_against_them(string sql, string told)
    {
        var path = await CopyAsync();
        Sql(path, sql);
        await using var journal = await SqliteJournal.OpenAsync(path);
        Assert.Contains(await journal.CheckFileAsync(), finding => finding.Message.Contains(told, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_damaged_snapshot_is_passed_over_for_the_one_before_it()
    {
        var path = await CopyAsync();
        Sql(path, "UPDATE snapshot_parts SET bytes = zeroblob(length(bytes)) WHERE snapshot = (SELECT max(id) FROM snapshots)");
        await using var journal = await SqliteJournal.OpenAsync(path);
        Assert.Equal(10, (await journal.LoadSnapshotAsync(Stream(0)))!.At.Version);
        Assert.Single(await journal.CheckFileAsync());
    }

    [Fact]
    public async Task Damage_in_the_log_that_a_crash_left_is_not_taken_for_its_torn_end()
    {
        var path = _folder.NewFile();
        var (file, log) = await CrashedAsync(path);
        const int Frame = 24 + 16384;
        // The last transaction's frames are not told from a torn end: only a head kept elsewhere can.
        for (var number = 0; number < ((log.Length - 32) / Frame) - 4; number++)
        {
            var damaged = log.ToArray();
            damaged[32 + (number * Frame) + 1000] ^= 4;
            await File.WriteAllBytesAsync(path, file);
            await File.WriteAllBytesAsync(path + "-wal", damaged);
            var damage = await Assert.ThrowsAsync<JournalException>(() => SqliteJournal.OpenAsync(path));
            Assert.Equal(JournalFailure.Corrupt, damage.Failure);
            Assert.Contains($"frame {number + 1}", damage.Message, StringComparison.Ordinal);
        }

        // Cut anywhere, it is the torn end of a transaction.
        for (var length = 0; length < log.Length; length += 9973)
        {
            await File.WriteAllBytesAsync(path, file);
            await File.WriteAllBytesAsync(path + "-wal", log[..length]);
            await using var journal = await SqliteJournal.OpenAsync(path);
            await Wholeness.CheckAsync(journal);
        }
    }

    private static StreamId Stream(int number) => new("ledger", $"s{number % 4}");

    private static byte[] Payload(int number)
    {
        var payload = new byte[number % 10 == 3 ? 50_000 : 40 + number];
        new Random(number).NextBytes(payload);
        return payload;
    }

    private static async Task FillAsync(SqliteJournal journal, int appends)
    {
        for (var number = 0; number < appends; number++)
        {
            var options = new AppendOptions(new AppendKey(new Guid(number + 1, 0, 0, new byte[8])));
            await journal.AppendAsync(Stream(number), ExpectedVersion.Any, [new NewEntry("test.happened", SqliteWorkload.Noon, Payload(number))], options);
        }
    }

    private static async Task<byte[]> MakeAsync()
    {
        using var folder = new TempFolder();
        var path = folder.NewFile();
        await using (var journal = await SqliteJournal.OpenAsync(SqliteWorkload.Options(path) with { PageSize = 4096 }))
        {
            await FillAsync(journal, Appends);
            await journal.TakeLeaseAsync("other", "a host", Duration.FromHours(1));
            await foreach (var entry in journal.ReadAsync(Stream(0)))
            {
                if (entry.Version is 10 or 12)
                {
                    await journal.SaveSnapshotAsync(new(Stream(0), new(entry.Version, entry.Hash), "test/1", Payload(1003)));
                }
            }
        }

        return await File.ReadAllBytesAsync(path);
    }

    private static async Task<bool> IsFoundAsync(string path)
    {
        try
        {
            await using var journal = await SqliteJournal.OpenAsync(path);
            return !(await JournalVerifier.VerifyAsync(journal)).IsValid || (await journal.CheckFileAsync()).Count > 0;
        }
        catch (JournalException)
        {
            return true;
        }
    }

    private static async Task AssertNothingChangedAsync(string path)
    {
        await using var journal = await SqliteJournal.OpenAsync(path);
        var all = await Wholeness.CheckAsync(journal);
        Assert.Equal(Enumerable.Range(0, Appends).Select(n => Convert.ToHexString(Payload(n))), all.Select(e => Convert.ToHexString(e.Payload.Span)));
        Assert.Equal(12, (await journal.LoadSnapshotAsync(Stream(0)))!.At.Version);
        Assert.Equal(new FencingToken(2), (await journal.TakeLeaseAsync("other", "another", Duration.FromHours(1))).Token);
        await FillAsync(journal, Appends);
        Assert.Equal(Appends, (await journal.GetHeadAsync()).Count);
    }

    private async Task<string> CopyAsync()
    {
        var path = _folder.NewFile();
        await File.WriteAllBytesAsync(path, await Closed.Value);
        return path;
    }

    private static void Sql(string path, string sql)
    {
        using var database = Database.Open(path, Duration.Zero);
        database.Execute(sql, "damage the file");
    }

    /// <summary>The file and its log as they are when the process is killed.</summary>
    private async Task<(byte[] File, byte[] Log)> CrashedAsync(string path)
    {
        await using var journal = await SqliteJournal.OpenAsync(path);
        await FillAsync(journal, 8);
        var copy = _folder.NewFile();
        File.Copy(path, copy);
        File.Copy(path + "-wal", copy + "-wal");
        return (await File.ReadAllBytesAsync(copy), await File.ReadAllBytesAsync(copy + "-wal"));
    }
}
