using System.Globalization;
using System.Runtime.CompilerServices;
using Civic.Journal.Postgres;
using Civic.Testing;

namespace Civic.Journal.Tests;

[Collection("PostgreSQL")]
public sealed class PostgresSubjectKeysTests(PostgresFixture postgres) : SubjectKeysContract
{
    private readonly ConditionalWeakTable<ISubjectKeys, PostgresSubjectKeysOptions> _opened = [];

    public static string? SkipReason => PostgresServer.SkipReason;

    protected override Task<ISubjectKeys> OpenAsync() => OpenAsync(Options());

    protected override async Task<ISubjectKeys> ReopenAsync(ISubjectKeys keys)
    {
        _opened.TryGetValue(keys, out var options);
        await keys.DisposeAsync();
        return await OpenAsync(options!);
    }

    [ContractFact]
    public async Task Hosts_share_the_keys_and_agree_on_them()
    {
        var options = Options();
        await using var first = await PostgresSubjectKeys.OpenAsync(options);
        await using var second = await PostgresSubjectKeys.OpenAsync(options);
        for (var i = 1; i <= 10; i++)
        {
            var subject = Subject(i);
            var found = await Task.WhenAll(Task.Run(() => first.GetOrCreateAsync(subject).AsTask()), Task.Run(() => second.GetOrCreateAsync(subject).AsTask()));
            Assert.True(found[0]!.Bytes.SequenceEqual(found[1]!.Bytes));
            var deleted = await Task.WhenAll(Task.Run(() => first.DeleteAsync(subject).AsTask()), Task.Run(() => second.DeleteAsync(subject).AsTask()));
            Assert.Equal([false, true], deleted.Order());
            Assert.Null(await second.GetOrCreateAsync(subject));
        }
    }

    [ContractFact]
    public async Task A_deleted_key_is_in_no_file_of_the_database_any_more()
    {
        var options = Options();
        await using var keys = await PostgresSubjectKeys.OpenAsync(options);
        // Subjects of one part of the table, so that the part is rewritten with others in it.
        var subjects = Enumerable.Range(1, 12).Select(i => Subject(64 * i)).ToList();
        var known = new List<byte[]>();
        foreach (var subject in subjects)
        {
            known.Add((await keys.GetOrCreateAsync(subject))!.Bytes.ToArray());
        }

        await SqlAsync($"ANALYZE {options.Schema}.subject_keys");
        await SqlAsync("CHECKPOINT");
        Assert.All(known, key => Assert.True(IsInFiles(key)));
        for (var i = 0; i < 3; i++)
        {
            Assert.True(await keys.DeleteAsync(subjects[i]));
        }

        await SqlAsync("CHECKPOINT");
        Assert.All(known[..3], key => Assert.False(IsInFiles(key)));
        Assert.All(known[3..], key => Assert.True(IsInFiles(key)));
        for (var i = 0; i < subjects.Count; i++)
        {
            var found = await keys.FindAsync(subjects[i]);
            Assert.True(i < 3 ? found is null : found!.Bytes.SequenceEqual(known[i]));
        }
    }

    [ContractFact]
    public async Task Keys_and_entries_do_not_share_a_schema()
    {
        var journal = postgres.NewSchema();
        await (await PostgresJournal.OpenAsync(journal)).DisposeAsync();
        await PostgresFixture.FailsAsync(
            JournalFailure.WrongSchema, () => PostgresSubjectKeys.OpenAsync(new() { ConnectionString = journal.ConnectionString, Schema = journal.Schema }));
        Assert.DoesNotContain("secret", new PostgresSubjectKeysOptions { ConnectionString = "Password=secret" }.ToString(), StringComparison.Ordinal);
    }

    private static SubjectId Subject(int number) => new(new Guid(string.Create(CultureInfo.InvariantCulture, $"00000000-0000-4000-8000-{number:x12}")));

    private PostgresSubjectKeysOptions Options()
    {
        var options = postgres.NewSchema();
        return new() { ConnectionString = options.ConnectionString, Schema = options.Schema };
    }

    private async Task<ISubjectKeys> OpenAsync(PostgresSubjectKeysOptions options)
    {
        var keys = await PostgresSubjectKeys.OpenAsync(options);
        _opened.Add(keys, options);
        return keys;
    }

    private async Task SqlAsync(string sql)
    {
        await using var command = postgres.Source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>Whether the bytes are in a table's file; the write-ahead log is another matter, as documented.</summary>
    private bool IsInFiles(byte[] key)
    {
        foreach (var file in Directory.EnumerateFiles(Path.Combine(postgres.Server.DataFolder, "base"), "*", SearchOption.AllDirectories))
        {
            try
            {
                if (File.ReadAllBytes(file).AsSpan().IndexOf(key) >= 0)
                {
                    return true;
                }
            }
            catch (FileNotFoundException)
            {
                // A temporary table that went away meanwhile.
            }
        }

        return false;
    }
}
