using Civic.Testing;

namespace Civic.Ledger.Tests;

public class DeliveryTests
{
    /// <summary>
    /// Identifiers are chosen before the first try and used once, as the protocol asks. Then it does not matter how often or how late a request comes
    /// again. Left out is what depends on more than the request and the book: overflows near 2^128, periods, imports.
    /// </summary>
    [Property(MaxTest = 100)]
    public void Requests_sent_up_to_three_times_and_late_leave_the_balances_of_sending_once(int seed)
    {
        var random = new Random(seed);
        var requests = Requests(random);
        var deliveries = requests.Select((request, i) => (At: i * 1.0, Original: true, Request: request)).ToList();
        foreach (var (request, i) in requests.Select((r, i) => (r, i)).ToArray())
        {
            for (var again = random.Next(3); again > 0; again--)
            {
                deliveries.Add((i + 0.5 + (random.NextDouble() * random.Next(1, requests.Count)), false, request));
            }
        }

        var once = Deliver(deliveries.Where(d => d.Original).OrderBy(d => d.At).Select(d => (d.At, d.Request)));
        var often = Deliver(deliveries.OrderBy(d => d.At).Select(d => (d.At, d.Request)));
        Assert.Equal(once.Accounts, often.Accounts);
        Assert.Equal(once.Transfers.Select(t => t with { Timestamp = 0 }), often.Transfers.Select(t => t with { Timestamp = 0 }));
        Assert.True(once.TransferCount > 0);
    }

    private static List<Transfer[]> Requests(Random random)
    {
        var requests = new List<Transfer[]>();
        var (next, pending) = (1, new List<int>());
        while (requests.Count < 60)
        {
            var events = new Transfer[random.Next(1, 6)];
            for (var i = 0; i < events.Length; i++)
            {
                var id = next++;
                events[i] = LedgerRequests.Transfer(((id - 1) % 120) + 1) with { Id = new((UInt128)id) };
                if (events[i].Amount > 100)
                {
                    events[i] = events[i] with { Amount = 1 };
                }

                if (pending.Count > 0 && random.Next(4) == 0)
                {
                    events[i] = new() { Id = new((UInt128)id), PendingId = new((UInt128)pending[random.Next(pending.Count)]), Flags = TransferFlags.VoidPending };
                }
                else if (events[i].Flags.HasFlag(TransferFlags.Pending))
                {
                    pending.Add(id);
                }

                if (i < events.Length - 1 && random.Next(4) == 0)
                {
                    events[i] = events[i] with { Flags = events[i].Flags | TransferFlags.Linked };
                }
            }

            requests.Add(events);
        }

        return requests;
    }

    private static LedgerEngine Deliver(IEnumerable<(double At, Transfer[] Request)> deliveries)
    {
        var engine = new LedgerEngine();
        Account[] accounts = [.. new UInt128[] { 1, 2, 3, 4, 5, 6 }.Select(LedgerRequests.Account)];
        engine.CreateAccounts(1_000, accounts, new CreateAccountResult[accounts.Length]);
        foreach (var (at, request) in deliveries)
        {
            // A tenth of a second between originals, so that timeouts run out among them at the same moments in both runs.
            var now = 1_000_000 + (ulong)(at * 100_000_000);
            var step = now / 100_000_000 * 100_000_000;
            if (step > engine.Timestamp && engine.NextExpiry <= step)
            {
                engine.ExpirePending(step);
            }

            engine.CreateTransfers(Math.Max(now, engine.Timestamp + (ulong)request.Length), request, new CreateTransferResult[request.Length]);
        }

        // Late duplicates make the one run longer than the other; both end at the same time.
        engine.ExpirePending(1_000_000_000_000);
        return engine;
    }
}
