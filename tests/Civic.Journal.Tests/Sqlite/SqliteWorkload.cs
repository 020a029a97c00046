using System.Text;
using Civic.Journal.Sqlite;
using NodaTime;

namespace Civic.Journal.Tests;

/// <summary>A small day of a journal: appends small and large, with keys, a lease and a snapshot in between; and what of it was acknowledged.</summary>
internal sealed class SqliteWorkload(string path, string? vfs)
{
    public static readonly Instant Noon = Instant.FromUtc(2026, 3, 2, 3, 0);
    private const int Appends = 6;

    private readonly List<(int Number, AppendOutcome Outcome)> _acknowledged = [];
    private int _begun;

    public bool HasLease { get; private set; }

    public bool HasSnapshot { get; private set; }

    public static SqliteJournalOptions Options(string path, string? vfs = null) =>
        new(path) { PageSize = 32768, CheckpointBytes = 1 << 20, Vfs = vfs, Readers = 1, Clock = new TestClock() };

    /// <summary>Works until done or until the disk fails.</summary>
    public async Task<JournalException?> RunAsync()
    {
        SqliteJournal? journal = null;
        try
        {
            journal = await SqliteJournal.OpenAsync(Options(path, vfs));
            for (var number = 0; number < Appends; number++)
            {
                _begun = number + 1;
                _acknowledged.Add((number, await AppendAsync(journal, number)));
                if (number == 2)
                {
                    await journal.TakeLeaseAsync("other", "a host", Duration.FromHours(1));
                    HasLease = true;
                }
                else if (number == 3)
                {
                    await journal.SaveSnapshotAsync(new(Stream(3), await journal.GetStreamHeadAsync(Stream(3)), "test/1", new byte[40_000]));
                    HasSnapshot = true;
                }
            }

            return null;
        }
        catch (JournalException failure)
        {
            return failure;
        }
        finally
        {
            await (journal?.DisposeAsync() ?? default);
        }
    }

    /// <summary>Opens what is left with a good disk: everything acknowledged is there, nothing is there by half, and work goes on.</summary>
    public async Task CheckAsync()
    {
        using var disk = new FaultyDisk();
        await using var journal = await SqliteJournal.OpenAsync(Options(path, disk.Name));
        var all = await Wholeness.CheckAsync(journal);
        Assert.Empty(await journal.CheckFileAsync());
        foreach (var (number, outcome) in _acknowledged)
        {
            var entries = Entries(number);
            Assert.Equal(entries.Select(Shown), all.GetRange((int)outcome.Position - entries.Length, entries.Length).Select(Shown));
        }

        var expected = _acknowledged.Sum(append => Entries(append.Number).Length);
        var last = _begun > _acknowledged.Count ? Entries(_begun - 1).Length : 0;
        Assert.True(all.Count == expected || all.Count == expected + last, $"{all.Count} entries, {expected} acknowledged, {last} under way");
        Assert.True(!HasSnapshot || (await journal.LoadSnapshotAsync(Stream(3)))?.State.Length == 40_000);
        Assert.Equal(HasLease, HasLease && !(await journal.TakeLeaseAsync("other", "another host", Duration.FromHours(1))).IsGranted);
        for (var number = 0; number < Appends; number++)
        {
            var again = await AppendAsync(journal, number);
            Assert.True(again.Result == (number < _acknowledged.Count ? AppendResult.AlreadyAppended : again.Result) && again.IsStored);
        }

        Assert.Equal(Enumerable.Range(0, Appends).Sum(number => Entries(number).Length), (await Wholeness.CheckAsync(journal)).Count);
    }

    private static StreamId Stream(int number) => new("ledger", $"s{number % 3}");

    private static NewEntry[] Entries(int number) =>
        [.. Enumerable.Range(0, 1 + (number % 3)).Select(i => new NewEntry("test.happened", Noon, Payload(number, i)))];

    private static byte[] Payload(int number, int i)
    {
        var text = Encoding.UTF8.GetBytes($"append {number} entry {i} ");
        return number % 4 == 2 ? [.. Enumerable.Repeat(text, 3000).SelectMany(t => t)] : text;
    }

    private static ValueTask<AppendOutcome> AppendAsync(SqliteJournal journal, int number) => journal.AppendAsync(
        Stream(number), ExpectedVersion.Any, Entries(number), new(new AppendKey(new Guid(number + 1, 0, 0, new byte[8]))));

    private static string Shown(NewEntry entry) => $"{entry.Type} {entry.At} {Convert.ToHexString(entry.Payload.Span)}";

    private static string Shown(JournalEntry entry) => $"{entry.Type} {entry.At} {Convert.ToHexString(entry.Payload.Span)}";
}
