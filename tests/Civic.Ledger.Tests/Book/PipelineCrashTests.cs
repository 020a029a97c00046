using Civic.Testing;

namespace Civic.Ledger.Tests;

/// <summary>The journal fails while many requests are under way, some of them executed ahead of what is stored.</summary>
public class PipelineCrashTests
{
    [Property(MaxTest = 80)]
    public async Task What_was_acknowledged_is_there_and_every_request_is_whole_or_absent(byte fault, byte at, byte requests)
    {
        var (count, clock, inner) = (1 + (requests % 60), new ManualClock(), Books.Journal());
        var journal = new FaultyJournal(inner);
        var acknowledged = new List<int>();
        await using (var book = await Books.OpenAsync(journal, clock))
        {
            await book.CreateAccountsAsync(new[] { Books.Account(1), Books.Account(2), Books.Account(3) });
            (journal.Fault, journal.FaultAt) = ((JournalFault)(fault % 6), journal.Calls + 1 + (at % 6));
            var asked = Enumerable.Range(0, count).Select(i => (Number: i, Result: book.CreateTransfersAsync(Request(i)))).ToArray();
            foreach (var (number, result) in asked)
            {
                try
                {
                    Assert.All(await result, r => Assert.Equal(CreateTransferResult.Created, r));
                    acknowledged.Add(number);
                }
                catch (LedgerException failed)
                {
                    Assert.Equal(LedgerFailure.AppendFailed, failed.Failure);
                }
            }
        }

        await using var again = await Books.OpenAsync(inner, clock);
        for (var i = 0; i < count; i++)
        {
            var booked = new[] { await again.GetTransferAsync(Request(i)[0].Id), await again.GetTransferAsync(Request(i)[1].Id) }.Count(t => t is not null);
            Assert.True(acknowledged.Contains(i) ? booked == 2 : booked is 0 or 2, $"request {i}: {booked} of 2");
        }

        Assert.True((await again.GetTrialBalanceAsync()).IsBalanced);
        Assert.Equal(await again.StateHashAsync(), await Books.FullReplayAsync(inner, clock));
    }

    private static Transfer[] Request(int number) =>
        [Books.Transfer((ulong)(100 + (2 * number)), 1, 2, 5), Books.Transfer((ulong)(101 + (2 * number)), 2, 3, 5)];
}
