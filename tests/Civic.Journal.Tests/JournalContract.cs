using System.Text;
using NodaTime;

namespace Civic.Journal.Tests;

/// <summary>
/// Every promise of <see cref="IJournal"/>. A store derives from this class and says how it is opened; it passes when all tests pass. A store
/// that cannot run on this machine says why in a <c>public static string? SkipReason</c>.
/// </summary>
public abstract partial class JournalContract
{
    protected static readonly StreamId Main = new("ledger", "main");
    protected static readonly StreamId Other = new("complaint", "0190f7c2");
    protected static readonly Instant Noon = Instant.FromUtc(2026, 3, 2, 3, 0);

    /// <summary>Saves a test that would wait for ever; nothing is measured with it.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    protected TestClock Clock { get; } = new();

    /// <summary>Opens a new, empty journal.</summary>
    protected abstract Task<IJournal> OpenAsync(IClock clock);

    /// <summary>Closes a journal and opens the same store again. A store that keeps nothing gives the same journal.</summary>
    protected abstract Task<IJournal> ReopenAsync(IJournal journal, IClock clock);

    /// <summary>Makes all running leases end by the clock the store goes by.</summary>
    protected virtual Task LetLeasesEndAsync(IJournal journal)
    {
        Clock.Advance(Duration.FromDays(2));
        return Task.CompletedTask;
    }

    protected static NewEntry Entry(string payload, string type = "test.happened") => new(type, Noon, Encoding.UTF8.GetBytes(payload));

    protected static NewEntry[] Entries(int count, string payload = "entry") => [.. Enumerable.Range(1, count).Select(i => Entry($"{payload} {i}"))];

    protected static AppendOptions Key(int number) => new(new AppendKey(new Guid(number, 0, 0, new byte[8])));

    protected static async Task<List<JournalEntry>> AllAsync(IAsyncEnumerable<JournalEntry> entries)
    {
        var found = new List<JournalEntry>();
        await foreach (var entry in entries)
        {
            found.Add(entry);
        }

        return found;
    }

    /// <summary>Follows until so many entries were seen.</summary>
    protected static async Task<List<JournalEntry>> FollowedAsync(IJournal journal, long from, int count)
    {
        using var end = new CancellationTokenSource(Patience);
        var found = new List<JournalEntry>();
        if (count > 0)
        {
            await foreach (var entry in journal.FollowAsync(from, end.Token))
            {
                found.Add(entry);
                if (found.Count == count)
                {
                    break;
                }
            }
        }

        return found;
    }

    /// <summary>What every journal looks like at any time: no gaps, whole chains, the head over all.</summary>
    protected static async Task AssertWholeAsync(IJournal journal)
    {
        var all = await AllAsync(journal.ReadAllAsync());
        var frontier = new MerkleFrontier();
        var heads = new Dictionary<StreamId, StreamHead>();
        foreach (var entry in all)
        {
            var before = heads.GetValueOrDefault(entry.Stream);
            Assert.Equal(frontier.Count + 1, entry.Position);
            Assert.Equal(before.Version + 1, entry.Version);
            Assert.Equal(EntryChain.Next(before.Hash, entry.Stream, entry.Version, new NewEntry(entry.Type, entry.At, entry.Payload)), entry.Hash);
            heads[entry.Stream] = new(entry.Version, entry.Hash);
            frontier.Add(entry.Hash);
        }

        Assert.Equal(frontier.Head, await journal.GetHeadAsync());
        foreach (var (stream, head) in heads)
        {
            Assert.Equal(head, await journal.GetStreamHeadAsync(stream));
            Assert.Equal(all.Where(e => e.Stream == stream).Select(Shown), (await AllAsync(journal.ReadAsync(stream))).Select(Shown));
        }
    }

    /// <summary>An entry as text, so that two can be compared with their payloads.</summary>
    protected static string Shown(JournalEntry entry) =>
        $"{entry.Position} {entry.Stream} {entry.Version} {entry.Type} {entry.At.ToUnixTimeTicks()} {Convert.ToHexString(entry.Payload.Span)} {entry.Hash}";

    protected static async Task TogetherAsync(int count, Func<int, Task> work)
    {
        var start = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Task[] tasks = [.. Enumerable.Range(0, count).Select(i => Task.Run(async () =>
        {
            await start.Task;
            await work(i);
        }))];
        start.SetResult();
        await Task.WhenAll(tasks).WaitAsync(Patience);
    }
}
