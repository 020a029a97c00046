using System.Diagnostics;
using System.Globalization;
using Civic.Journal;
using Civic.Journal.Sqlite;

namespace Civic.Ledger.Tests;

/// <summary>A process that keeps a book on SQLite is killed at random moments, again and again on the same file.</summary>
public sealed class KillTests : IDisposable
{
    private const int InBatch = 20;
    private const int Rounds = 12;
    private readonly string _folder = Directory.CreateTempSubdirectory("civic-ledger-kill-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_killed_book_has_lost_nothing_that_it_acknowledged_and_booked_nothing_by_half()
    {
        var path = Path.Combine(_folder, "book.db");
        var random = new Random(20260701);
        var (acknowledged, next) = (-1L, 0L);
        for (var round = 0; round < Rounds; round++)
        {
            acknowledged = Math.Max(acknowledged, await KilledRunAsync(path, next, random.Next(1, 60)));
            await using var journal = await SqliteJournal.OpenAsync(path);
            await using var book = await GeneralLedger.OpenAsync(journal);
            for (next = 0; await IsBookedAsync(book, next); next++)
            {
            }

            Assert.True(next > acknowledged, $"round {round}: batch {next} is missing, {acknowledged} was acknowledged");
            Assert.Equal((ulong)next * InBatch, (ulong)(await book.GetTrialBalanceAsync()).Totals[0].Debits);
            Assert.True((await book.GetTrialBalanceAsync()).IsBalanced);
            Assert.Equal(await book.StateHashAsync(), await FullReplayAsync(journal));
        }
    }

    private static async Task<Digest> FullReplayAsync(IJournal journal)
    {
        await using var book = await GeneralLedger.OpenAsync(new FaultyJournal(journal) { HidesSnapshots = true });
        return await book.StateHashAsync();
    }

    private static async Task<bool> IsBookedAsync(GeneralLedger book, long batch)
    {
        var (first, last) = (await book.GetTransferAsync((ulong)(batch * InBatch) + 1), await book.GetTransferAsync((ulong)((batch + 1) * InBatch)));
        Assert.Equal(first is null, last is null);
        return first is not null;
    }

    /// <summary>Runs a child until it has told so many acknowledgements, kills it, and gives the last one it told.</summary>
    private static async Task<long> KilledRunAsync(string path, long first, int lines)
    {
        var configuration = new DirectoryInfo(AppContext.BaseDirectory).Name;
        var program = Path.Combine(AppContext.BaseDirectory, "..", "..", "Civic.Ledger.CrashChild", configuration, "Civic.Ledger.CrashChild.dll");
        using var child = Process.Start(
            new ProcessStartInfo("dotnet", ["exec", program, path, first.ToString(CultureInfo.InvariantCulture)]) { RedirectStandardOutput = true })!;
        var (last, told) = (-1L, 0);
        for (; await child.StandardOutput.ReadLineAsync() is { } line; told++)
        {
            last = line.EndsWith('.') ? long.Parse(line[..^1], CultureInfo.InvariantCulture) : last;
            if (told == lines)
                child.Kill();
        }

        await child.WaitForExitAsync();
        Assert.True(told > lines, "The child ended by itself.");
        return last;
    }
}
