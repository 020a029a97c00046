using System.Diagnostics;
using System.Globalization;
using System.Text;
using Civic.Journal.Sqlite;

namespace Civic.Journal.Tests;

/// <summary>A process that appends is killed, again and again, and the file holds every acknowledgement it gave.</summary>
public sealed class SqliteKillTests : IDisposable
{
    private const int Rounds = 100;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly TempFolder _folder = new();
    private readonly Dictionary<StreamId, StreamHead> _heads = [];
    private readonly List<JournalEntry> _new = [];
    private readonly MerkleFrontier _tree = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_process_killed_a_hundred_times_loses_nothing_it_acknowledged()
    {
        var path = _folder.NewFile();
        var random = new Random(2026);
        var acknowledged = 0;
        var next = Start(path, 0);
        for (var round = 0; round < Rounds; round++)
        {
            using var child = next;
            Assert.Equal("ready", await LineAsync(child));
            await child.StandardInput.WriteLineAsync();
            // The runtime of the next child starts while this one works; it waits for its turn.
            next = Start(path, round + 1);
            var lines = await KillAfterAsync(child, random.Next(1, 40));
            acknowledged += lines.Count;
            await CheckAsync(path, round, lines);
        }

        next.Kill();
        next.Dispose();
        Assert.InRange(acknowledged, Rounds, int.MaxValue);
        await using var journal = await SqliteJournal.OpenAsync(path);
        Assert.Equal(_tree.Count, (await Wholeness.CheckAsync(journal)).Count);
        Assert.Empty(await journal.CheckFileAsync());
    }

    [Fact]
    public async Task Another_process_is_told_that_the_journal_is_in_use()
    {
        var path = _folder.NewFile();
        await using var journal = await SqliteJournal.OpenAsync(path);
        using var child = Start(path, 0, isErrorRead: true);
        Assert.Equal("ready", await LineAsync(child));
        await child.StandardInput.WriteLineAsync();
        var error = await child.StandardError.ReadToEndAsync().WaitAsync(Patience);
        Assert.Contains("is open for writing already", error, StringComparison.Ordinal);
        Assert.Contains(path, error, StringComparison.Ordinal);
        await child.WaitForExitAsync();
        Assert.NotEqual(0, child.ExitCode);
    }

    private static Process Start(string path, int round, bool isErrorRead = false)
    {
        var configuration = new DirectoryInfo(AppContext.BaseDirectory).Name;
        var child = Path.Combine(AppContext.BaseDirectory, "..", "..", "Civic.Journal.CrashChild", configuration, "Civic.Journal.CrashChild.dll");
        var host = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";
        return Process.Start(new ProcessStartInfo(host, [child, path, round.ToString(CultureInfo.InvariantCulture)])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = isErrorRead,
            UseShellExecute = false,
        })!;
    }

    private static async Task<string?> LineAsync(Process child) => await child.StandardOutput.ReadLineAsync().WaitAsync(Patience);

    private static async Task<List<string>> KillAfterAsync(Process child, int count)
    {
        List<string> lines = [];
        while (lines.Count < count)
        {
            lines.Add(await LineAsync(child) ?? throw new InvalidOperationException("The child ended by itself."));
        }

        child.Kill();
        // What it said before it died counts as well.
        while (await LineAsync(child) is { } line)
        {
            lines.Add(line);
        }

        await child.WaitForExitAsync();
        return lines.FindAll(line => line.EndsWith('.'));
    }

    private async Task CheckAsync(string path, int round, List<string> lines)
    {
        await using var journal = await SqliteJournal.OpenAsync(path);
        _new.Clear();
        var first = _tree.Count + 1;
        await foreach (var entry in journal.ReadAllAsync(first))
        {
            var before = _heads.GetValueOrDefault(entry.Stream);
            Assert.Equal((_tree.Count + 1, before.Version + 1), (entry.Position, entry.Version));
            Assert.Equal(EntryChain.Next(before.Hash, entry.Stream, entry.Version, new NewEntry(entry.Type, entry.At, entry.Payload)), entry.Hash);
            _heads[entry.Stream] = new(entry.Version, entry.Hash);
            _tree.Add(entry.Hash);
            _new.Add(entry);
        }

        Assert.Equal(_tree.Head, await journal.GetHeadAsync());
        Assert.True(_new.Count % 2 == 0, "an append of two entries is there by half");
        foreach (var line in lines)
        {
            var parts = line.TrimEnd('.').Split(' ');
            var (second, firstOfTwo) = (_new[(int)(long.Parse(parts[2], CultureInfo.InvariantCulture) - first)], $"{round} {parts[0]} {parts[1]} ");
            Assert.Equal("test.second", second.Type);
            Assert.StartsWith(firstOfTwo, Encoding.UTF8.GetString(second.Payload.Span), StringComparison.Ordinal);
        }
    }
}
