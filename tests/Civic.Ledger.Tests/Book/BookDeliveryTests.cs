using Civic.Journal;
using Civic.Testing;

namespace Civic.Ledger.Tests;

/// <summary>Requests that come twice, late, out of order and from many callers at once.</summary>
public class BookDeliveryTests
{
    private readonly ManualClock _clock = new();

    [Property(MaxTest = 40)]
    public async Task Requests_that_come_one_to_three_times_in_any_order_leave_what_they_leave_when_they_come_once(byte seed, byte count)
    {
        var random = new Random(seed);
        var requests = Enumerable.Range(0, 1 + (count % 40)).Select(i => new[]
        {
            Books.Transfer((ulong)(100 + (2 * i)), (ulong)random.Next(1, 5), (ulong)random.Next(5, 9), (ulong)random.Next(1, 100), TransferFlags.Linked),
            Books.Transfer((ulong)(101 + (2 * i)), (ulong)random.Next(1, 5), (ulong)random.Next(5, 9), (ulong)random.Next(1, 100)),
        }).ToArray();
        await using var once = await BookAsync(Books.Journal());
        foreach (var request in requests)
            await once.CreateTransfersAsync(request);

        var deliveries = requests.SelectMany(request => Enumerable.Repeat(request, random.Next(1, 4))).ToArray();
        random.Shuffle(deliveries);
        var journal = Books.Journal();
        await using var often = await BookAsync(journal);
        await Task.WhenAll(deliveries.Select(request => often.CreateTransfersAsync(request)));

        Assert.Equal(await BalancesAsync(once), await BalancesAsync(often));
        Assert.Equal(await often.StateHashAsync(), await Books.FullReplayAsync(journal, _clock));
    }

    [Fact]
    public async Task Many_callers_each_get_the_results_of_their_own_requests_and_see_their_own_effects()
    {
        var journal = Books.Journal();
        await using var book = await BookAsync(journal);
        await Task.WhenAll(Enumerable.Range(1, 16).Select(caller => Task.Run(async () =>
        {
            for (var i = 0; i < 100; i++)
            {
                var id = (ulong)((caller * 1_000) + i);
                var isGood = (i % 3) != 0;
                var transfer = Books.Transfer(id, (ulong)(1 + (i % 4)), isGood ? 5ul : 77ul, 1);
                var result = await book.CreateTransfersAsync(new[] { transfer });
                Assert.Equal([isGood ? CreateTransferResult.Created : CreateTransferResult.CreditAccountNotFound], result);
                Assert.Equal(isGood, (await book.GetTransferAsync(id)) is not null);
            }
        })));
        Assert.Equal((UInt128)(16 * 66), (await book.GetAccountAsync(5))!.Value.CreditsPosted);
        Assert.True((await book.GetTrialBalanceAsync()).IsBalanced);
        Assert.Equal(await book.StateHashAsync(), await Books.FullReplayAsync(journal, _clock));
    }

    [Fact]
    public async Task Cancelling_stops_the_waiting_and_the_same_request_again_tells_what_became_of_it()
    {
        await using var book = await BookAsync(Books.Journal());
        using var cancelled = new CancellationTokenSource();
        var asked = book.CreateTransfersAsync(new[] { Books.Transfer(100, 1, 5, 1) }, cancelled.Token);
        await cancelled.CancelAsync();
        try
        {
            await asked;
        }
        catch (OperationCanceledException)
        {
        }

        var again = (await book.CreateTransfersAsync(new[] { Books.Transfer(100, 1, 5, 1) }))[0];
        Assert.True(again is CreateTransferResult.Created or CreateTransferResult.Exists);
        Assert.Equal((UInt128)1, (await book.GetAccountAsync(5))!.Value.CreditsPosted);
    }

    [Property(MaxTest = 25)]
    public async Task A_snapshot_and_the_rest_of_the_entries_give_the_same_as_all_entries(byte every, byte steps)
    {
        var journal = Books.Journal();
        var options = Books.Options(_clock) with { SnapshotEvery = 1 + (every % 9) };
        var taken = steps % (Workload.Steps.Length + 1);
        Digest hash;
        await using (var book = await GeneralLedger.OpenAsync(journal, options))
        {
            for (var step = 0; step < taken; step++)
                await Workload.TakeAsync(step, book, _clock);
            hash = await book.StateHashAsync();
            Assert.Null(book.SnapshotFault);
        }

        await using (var book = await GeneralLedger.OpenAsync(journal, options))
        {
            Assert.Equal(hash, await book.StateHashAsync());
            for (var step = taken; step < Workload.Steps.Length; step++)
                await Workload.TakeAsync(step, book, _clock);
            hash = await book.StateHashAsync();
        }

        Assert.Equal(hash, await Books.FullReplayAsync(journal, _clock));
    }

    private static async Task<string> BalancesAsync(GeneralLedger book) =>
        string.Join(',', (await book.QueryAccountsAsync(new())).Select(a => $"{a.DebitsPosted}/{a.CreditsPosted}"));

    private async Task<GeneralLedger> BookAsync(MemoryJournal journal)
    {
        var book = await Books.OpenAsync(journal, _clock);
        await book.CreateAccountsAsync(Enumerable.Range(1, 8).Select(i => Books.Account((ulong)i)).ToArray());
        return book;
    }
}
