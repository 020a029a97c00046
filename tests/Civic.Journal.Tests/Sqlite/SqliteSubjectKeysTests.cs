using Civic.Journal.Sqlite;

namespace Civic.Journal.Tests;

public sealed class SqliteSubjectKeysTests : SubjectKeysContract, IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_deleted_key_is_in_no_file_any_more_though_the_store_is_open()
    {
        var path = _folder.NewFile();
        var random = new Random(8);
        await using var keys = await SqliteSubjectKeys.OpenAsync(path);
        var kept = new Dictionary<SubjectId, byte[]>();
        List<byte[]> deleted = [];
        for (var i = 0; i < 400; i++)
        {
            var subject = new SubjectId(new Guid(random.Next(), 1, 2, 3, 4, 5, 6, 7, 8, 9, 10));
            kept[subject] = (await keys.GetOrCreateAsync(subject))!.Bytes.ToArray();
            // The one deleted is a random one of those so far.
            if (i % 4 == 3)
            {
                var shredded = kept.Keys.ElementAt(random.Next(kept.Count));
                Assert.True(await keys.DeleteAsync(shredded));
                kept.Remove(shredded, out var key);
                deleted.Add(key!);
            }
        }

        await keys.DeleteAsync(new(Guid.NewGuid()));
        var bytes = Directory.GetFiles(_folder.Path).Where(file => !file.EndsWith("-lock", StringComparison.Ordinal)).SelectMany(Shared).ToArray();
        Assert.All(deleted, key => Assert.Equal(-1, bytes.AsSpan().IndexOf(key)));
        Assert.All(kept.Values, key => Assert.NotEqual(-1, bytes.AsSpan().IndexOf(key)));
    }

    [Fact]
    public async Task A_second_opener_is_told_that_the_file_is_in_use()
    {
        var path = _folder.NewFile();
        await using var keys = await SqliteSubjectKeys.OpenAsync(path);
        var refused = await Assert.ThrowsAsync<JournalException>(() => SqliteSubjectKeys.OpenAsync(path));
        Assert.Equal(JournalFailure.InUse, refused.Failure);
    }

    [Fact]
    public async Task A_key_with_a_flipped_bit_is_told_and_not_used()
    {
        var path = _folder.NewFile();
        var subject = new SubjectId(Guid.NewGuid());
        byte[] key;
        await using (var keys = await SqliteSubjectKeys.OpenAsync(path))
        {
            key = (await keys.GetOrCreateAsync(subject))!.Bytes.ToArray();
        }

        var bytes = await File.ReadAllBytesAsync(path);
        bytes[bytes.AsSpan().IndexOf(key) + 5] ^= 1;
        await File.WriteAllBytesAsync(path, bytes);
        await using var again = await SqliteSubjectKeys.OpenAsync(path);
        var found = await Assert.ThrowsAsync<JournalException>(async () => await again.FindAsync(subject));
        Assert.Equal(JournalFailure.Corrupt, found.Failure);
    }

    [Fact]
    public async Task A_journal_is_not_taken_for_a_file_of_keys()
    {
        var path = _folder.NewFile();
        await (await SqliteJournal.OpenAsync(path)).DisposeAsync();
        var refused = await Assert.ThrowsAsync<JournalException>(() => SqliteSubjectKeys.OpenAsync(path));
        Assert.Equal(JournalFailure.WrongSchema, refused.Failure);
    }

    protected override async Task<ISubjectKeys> OpenAsync() => await SqliteSubjectKeys.OpenAsync(_folder.File("keys"));

    protected override async Task<ISubjectKeys> ReopenAsync(ISubjectKeys keys)
    {
        await keys.DisposeAsync();
        return await OpenAsync();
    }

    private static byte[] Shared(string path)
    {
        // Closing any handle on the file would drop SQLite's own locks on it, which this test does not need any more.
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var bytes = new byte[file.Length];
        file.ReadExactly(bytes);
        return bytes;
    }
}
