using Civic.Journal;

namespace Civic.Ledger.Tests;

/// <summary>
/// The journal fails at each storage call of a workload, in each way; the book is opened again. It must stand at an entry of the clean run, no earlier
/// than what was acknowledged, with the same hash; and going on must end where the clean run ends.
/// </summary>
public class CrashTests
{
    private const int SnapshotEvery = 4;

    [Theory]
    [InlineData(JournalFault.FailsBefore)]
    [InlineData(JournalFault.FailsAfter)]
    [InlineData(JournalFault.LostBefore)]
    [InlineData(JournalFault.LostAfter)]
    [InlineData(JournalFault.NeverAnswers)]
    [InlineData(JournalFault.NeverAnswersAfter)]
    public async Task Nothing_acknowledged_is_lost_and_nothing_is_half_booked_whichever_storage_call_goes_wrong(JournalFault fault)
    {
        var clean = await CleanRunAsync();
        Assert.InRange(clean.Calls, 20, 100);
        for (var call = 1; call <= clean.Calls; call++)
        {
            var inner = Books.Journal();
            var journal = new FaultyJournal(inner) { FaultAt = call, Fault = fault };
            var (step, acknowledged) = await RunAsync(journal);
            await CheckAsync(inner, clean, step, acknowledged);
        }
    }

    private static async Task CheckAsync(MemoryJournal inner, CleanRun clean, int step, long acknowledged)
    {
        var clock = new ManualClock();
        await using var book = await OpenAsync(inner, clock);
        Assert.InRange(book.DurableVersion, Math.Max(1, acknowledged), clean.Hashes.Count);
        Assert.Equal(clean.Hashes[(int)book.DurableVersion - 1], await book.StateHashAsync());
        Assert.Equal(await book.StateHashAsync(), await Books.FullReplayAsync(inner, clock));
        for (; step < Workload.Steps.Length; step++)
            await Workload.TakeAsync(step, book, clock);
        Assert.Equal(clean.Summary, await Workload.SummaryAsync(book));
        Assert.True((await book.GetTrialBalanceAsync()).IsBalanced);
    }

    /// <summary>Takes steps until one is not acknowledged: which, and the version that was durable before it.</summary>
    private static async Task<(int Step, long Acknowledged)> RunAsync(FaultyJournal journal)
    {
        var (step, acknowledged, clock) = (0, 0L, new ManualClock());
        try
        {
            await using var book = await OpenAsync(journal, clock);
            try
            {
                for (; step < Workload.Steps.Length; step++)
                {
                    await Workload.TakeAsync(step, book, clock);
                    acknowledged = book.DurableVersion;
                }
            }
            catch (LedgerException failed)
            {
                Assert.Equal(LedgerFailure.AppendFailed, failed.Failure);
                var later = await Assert.ThrowsAsync<LedgerException>(() => book.GetAccountAsync(1));
                Assert.Equal(failed.Message, later.Message);
            }
            catch (Exception failed) when (failed is JournalException or TimeoutException)
            {
                // The snapshot that was asked for could not be saved: the book goes on.
                Assert.Equal(await book.StateHashAsync(), await book.StateHashAsync());
                Assert.NotNull(book.SnapshotFault);
            }
        }
        catch (LedgerException failed)
        {
            Assert.Equal(LedgerFailure.AppendFailed, failed.Failure);
        }

        return (step, acknowledged);
    }

    private static async Task<CleanRun> CleanRunAsync()
    {
        var inner = Books.Journal();
        var journal = new FaultyJournal(inner);
        var clock = new ManualClock();
        string summary;
        await using (var book = await OpenAsync(journal, clock))
        {
            for (var step = 0; step < Workload.Steps.Length; step++)
                await Workload.TakeAsync(step, book, clock);
            summary = await Workload.SummaryAsync(book);
        }

        var hashes = new List<Digest>();
        var prefix = Books.Journal();
        await foreach (var entry in inner.ReadAsync(StreamId.Parse("ledger/main")))
        {
            await prefix.AppendAsync(entry.Stream, ExpectedVersion.Any, [new(entry.Type, entry.At, entry.Payload)]);
            hashes.Add(await Books.FullReplayAsync(prefix, clock));
        }

        return new(journal.Calls, hashes, summary);
    }

    private static Task<GeneralLedger> OpenAsync(IJournal journal, ManualClock clock) =>
        GeneralLedger.OpenAsync(journal, Books.Options(clock) with { SnapshotEvery = SnapshotEvery });

    private sealed record CleanRun(int Calls, List<Digest> Hashes, string Summary);
}
