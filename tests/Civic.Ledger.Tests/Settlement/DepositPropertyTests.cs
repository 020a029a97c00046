using Civic.Testing;

namespace Civic.Ledger.Tests.Settlement;

/// <summary>Random bills, deposits, returns and re-assignments: every won of a deposit is in exactly one place.</summary>
public class DepositPropertyTests
{
    private const int Bills = 4;

    [Property(MaxTest = 40)]
    public async Task Every_won_of_a_deposit_is_in_one_place(int[] steps)
    {
        await using var city = await City.OpenAsync();
        for (var i = 1; i <= Bills; i++)
            await city.Book.RaiseBillAsync(new(City.Id(i)), City.Due, City.Revenue, Currency.Krw.Of(300 * i), City.Day, $"bill-{i}");
        var (next, deposits, returned) = (100, new List<DepositId>(), 0L);
        foreach (var step in steps)
        {
            var mixed = (uint)(step * 2_654_435_761L);
            var (number, bill) = ((int)(mixed / 16), new BillId(City.Id(1 + (int)(mixed / 16 % (Bills + 1)))));
            var amount = 1 + (number % 700);
            if (mixed % 4 == 0 || deposits.Count == 0)
            {
                var id = new DepositId(City.Id(next++));
                for (var twice = 0; twice < 2; twice++)
                    await city.Book.TakeDepositAsync(id, bill, Currency.Krw.Of(amount), City.Day, $"bank-{next}", City.Deposits);
                deposits.Add(id);
                continue;
            }

            var deposit = (await city.Book.GetDepositAsync(deposits[number % deposits.Count]))!;
            var move = new DepositMoveId(City.Id(next++));
            var from = (DepositPart)(number % 3);
            var wrong = from == DepositPart.Applied ? deposit.Applied.Select(a => (BillId?)a.Bill).FirstOrDefault() ?? new BillId(City.Id(99)) : (BillId?)null;
            for (var twice = 0; twice < 2; twice++)
            {
                var result = mixed % 4 == 1 && from != DepositPart.Applied
                    ? await city.Book.ReturnDepositAsync(move, deposit.Id, from, amount, City.Payer, null, City.Day, Books.Clerk)
                    : wrong == bill ? null : await city.Book.ReassignDepositAsync(move, deposit.Id, from, wrong, bill, amount, City.Day, Books.Clerk);
                returned += result is { Outcome: DepositOutcome.Done, Move.ToBill: null } ? amount : 0;
            }
        }

        await CheckAsync(city, deposits, returned);
    }

    private static async Task CheckAsync(City city, List<DepositId> ids, long returned)
    {
        var deposits = new List<Deposit>();
        foreach (var id in ids)
            deposits.Add((await city.Book.GetDepositAsync(id))!);
        Assert.All(deposits, d => Assert.Equal(d.Amount, d.Held(DepositPart.Applied) + d.Overpaid + d.Suspended + d.Returned));
        Assert.All(deposits, d => Assert.True(d.Overpaid >= 0 && d.Suspended >= 0 && d.Applied.All(a => a.Amount > 0)));
        var due = 0L;
        for (var i = 1; i <= Bills; i++)
        {
            var bill = (await city.Book.GetBillAsync(new(City.Id(i))))!;
            Assert.Equal(bill.Paid, deposits.Sum(d => d.Held(DepositPart.Applied, bill.Id)));
            Assert.InRange(bill.Due, 0, bill.Amount);
            due += bill.Due;
        }

        Assert.Equal(-deposits.Sum(d => d.Amount), await city.BalanceAsync(City.Bank));
        Assert.Equal([deposits.Sum(d => d.Overpaid), deposits.Sum(d => d.Suspended), -due, returned],
            await city.BalancesAsync(City.Overpaid, City.Suspense, City.Due, City.Payer));
        Assert.Equal(await city.Book.StateHashAsync(), await city.ReplayedHashAsync());
        Assert.Equal(deposits.Sum(d => d.Amount), (await city.Book.GetDepositItemsAsync(City.Day, City.Day)).Sum(i => i.Amount));
    }
}
