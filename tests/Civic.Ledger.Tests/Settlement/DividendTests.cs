namespace Civic.Ledger.Tests.Settlement;

public class DividendTests
{
    private const ulong FirstResident = 100_000;

    [Fact]
    public async Task Equal_parts_that_are_cut_down_leave_the_rest_in_the_source()
    {
        await using var city = await CityOfAsync(20_000);
        var result = await city.Book.DistributeAsync(Dividend(100_000_001, DividendRounding.Floor), Shares(20_000), Books.Head);
        Assert.Equal(
            (DividendOutcome.Done, 20_000, 100_000_000L, true),
            (result.Outcome, result.Dividend!.Paid, result.Dividend.PaidAmount, result.Dividend.IsComplete));
        Assert.Equal(5_000, await city.BalanceAsync(FirstResident + 19_999));
        Assert.Equal(-100_000_000, await city.BalanceAsync(City.Revenue));
        var again = await city.Book.DistributeAsync(Dividend(100_000_001, DividendRounding.Floor), Shares(20_000), Books.Head);
        Assert.Equal(DividendOutcome.Unchanged, again.Outcome);
        Assert.Equal(-100_000_000, await city.BalanceAsync(City.Revenue));
        Assert.Equal(await city.Book.StateHashAsync(), await city.ReplayedHashAsync());
    }

    [Fact]
    public async Task Weighted_parts_add_to_the_whole_and_are_those_of_the_split()
    {
        await using var city = await CityOfAsync(9_000);
        var shares = Shares(9_000, i => 1 + (i % 7));
        var result = await city.Book.DistributeAsync(Dividend(1_000_003, DividendRounding.LargestRemainder), shares, Books.Head);
        Assert.Equal((DividendOutcome.Done, 1_000_003L), (result.Outcome, result.Dividend!.PaidAmount));
        var (lines, owed) = (new long[9_000], new long[9_000]);
        DividendSplit.ByLargestRemainder(1_000_003, shares.Select(s => s.Weight).ToArray(), lines, owed);
        for (var i = 0; i < 9_000; i += 97)
            Assert.Equal(lines[i], await city.BalanceAsync(FirstResident + (ulong)i));
    }

    [Fact]
    public async Task A_distribution_that_was_cut_off_goes_on_where_it_stopped_and_pays_nobody_twice()
    {
        await using var city = await CityOfAsync(30_000);
        var (dividend, shares) = (Dividend(30_000_000, DividendRounding.LargestRemainder), Shares(30_000));
        using var cut = new CancellationTokenSource();
        await cut.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => city.Book.DistributeAsync(dividend, shares, Books.Head, cut.Token));
        await city.Book.DistributeAsync(dividend, shares, Books.Head);
        var paid = await city.Book.GetDividendAsync(dividend.Id);
        Assert.Equal((true, 30_000, 30_000_000L), (paid!.IsComplete, paid.Paid, paid.PaidAmount));
        Assert.Equal(-30_000_000, await city.BalanceAsync(City.Revenue));
        Assert.Equal(1_000, await city.BalanceAsync(FirstResident + 8_189));
    }

    [Fact]
    public async Task Another_list_under_the_same_dividend_is_refused()
    {
        await using var city = await CityOfAsync(10);
        await city.Book.DistributeAsync(Dividend(100, DividendRounding.Floor), Shares(10), Books.Head);
        var other = await city.Book.DistributeAsync(Dividend(100, DividendRounding.Floor), Shares(9), Books.Head);
        Assert.Equal(DividendOutcome.IdInUse, other.Outcome);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_account_that_is_missing_stops_a_linked_chunk_and_only_itself_otherwise(bool isLinked)
    {
        await using var city = await CityOfAsync(10);
        var dividend = Dividend(110, DividendRounding.Floor) with { IsLinked = isLinked };
        var result = await city.Book.DistributeAsync(dividend, Shares(11), Books.Head);
        if (!isLinked)
        {
            Assert.Equal((DividendOutcome.Done, 10, 1, 10L), (result.Outcome, result.Dividend!.Paid, result.Dividend.Refused, result.Dividend.RefusedAmount));
            Assert.Equal([new((AccountId)(FirstResident + 10), CreateTransferResult.CreditAccountNotFound)], result.Refused);
            return;
        }

        Assert.Equal((DividendOutcome.TransfersRefused, 0), (result.Outcome, result.Dividend!.Paid));
        Assert.Equal(0, await city.BalanceAsync(FirstResident));
        await city.Book.CreateAccountsAsync(new[] { Books.Account(FirstResident + 10) });
        Assert.Equal(DividendOutcome.Done, (await city.Book.DistributeAsync(dividend, Shares(11), Books.Head)).Outcome);
        Assert.Equal(10, await city.BalanceAsync(FirstResident + 10));
    }

    [Fact]
    public async Task Small_dividends_are_carried_over_until_they_reach_the_minimum_payout()
    {
        await using var city = await CityOfAsync(3);
        for (var month = 1; month <= 3; month++)
        {
            await city.Book.DistributeAsync(Dividend(1_200, DividendRounding.Floor) with { Id = new(City.Id(month)) }, Shares(3), Books.Head);
            var draft = await city.DraftAsync(10 + month, minimum: 1_000, null, FirstResident, FirstResident + 1, FirstResident + 2);
            Assert.Equal(month < 3 ? RemittanceOutcome.NothingPayable : RemittanceOutcome.Done, draft.Outcome);
            if (month == 3)
                Assert.Equal([1_200L, 1_200, 1_200], draft.Batch!.Lines.Select(l => l.Amount));
        }
    }

    private static DividendDeclaration Dividend(long amount, DividendRounding rounding) =>
        new(new(City.Id(500)), City.Revenue, Currency.Krw.Of(amount), rounding, false, City.Day, "Ordinance on the data dividend, art. 5");

    private static DividendShare[] Shares(int count, Func<int, long>? weight = null) =>
        [.. Enumerable.Range(0, count).Select(i => new DividendShare(FirstResident + (ulong)i, weight?.Invoke(i) ?? 1))];

    private static async Task<City> CityOfAsync(int residents)
    {
        var city = await City.OpenAsync();
        foreach (var chunk in Enumerable.Range(0, residents).Chunk(GeneralLedger.MaxBatch))
            await city.Book.CreateAccountsAsync(chunk.Select(i => Books.Account(FirstResident + (ulong)i)).ToArray());
        return city;
    }
}
