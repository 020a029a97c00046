namespace Civic.Ledger.Tests.Settlement;

public class DepositTests
{
    [Fact]
    public async Task What_is_paid_above_what_is_due_is_owed_back_with_interest_as_a_line_of_its_own()
    {
        await using var city = await City.OpenAsync();
        await BillAsync(city, 1, 1_000);
        var taken = await DepositAsync(city, 2, 1, 101_000);
        Assert.Equal((DepositOutcome.Done, 100_000L), (taken.Outcome, taken.Deposit!.Overpaid));
        Assert.Equal([(ushort)SettlementCode.Overpayment], await city.CodesAsync(City.Overpaid));

        // 3.5 % of 365 days, for the 10 days from the 15th to the 25th, cut to tens of won: 95.89 becomes 90.
        var interest = new ReturnInterest(new Share(7, 73_000), City.Day, 10, "A rate that the test made up", City.Interest);
        var returned = await city.Book.ReturnDepositAsync(
            new(City.Id(3)), new(City.Id(2)), DepositPart.Overpaid, 100_000, City.Payer, interest, City.Day.PlusDays(10), Books.Clerk);
        Assert.Equal((DepositOutcome.Done, 90L, 100_000L), (returned.Outcome, returned.Move!.Interest, returned.Deposit!.Returned));
        Assert.Equal([0L, 100_090, -90], await city.BalancesAsync(City.Overpaid, City.Payer, City.Interest));
        Assert.Equal([(ushort)SettlementCode.OverpaymentReturned, (ushort)SettlementCode.ReturnInterest], await city.CodesAsync(City.Payer));
        var again = await city.Book.ReturnDepositAsync(
            new(City.Id(4)), new(City.Id(2)), DepositPart.Overpaid, 1, City.Payer, null, City.Day.PlusDays(10), Books.Clerk);
        Assert.Equal(DepositOutcome.ExceedsDeposit, again.Outcome);
    }

    [Fact]
    public async Task A_deposit_without_a_bill_waits_in_suspense_until_it_is_assigned_or_given_back()
    {
        await using var city = await City.OpenAsync();
        Assert.Equal(500, (await DepositAsync(city, 1, 77, 500)).Deposit!.Suspended);
        Assert.Equal([(ushort)SettlementCode.Mispayment], await city.CodesAsync(City.Suspense));
        await BillAsync(city, 2, 300);
        Assert.Equal(DepositOutcome.ExceedsDue, (await MoveAsync(city, 3, 1, DepositPart.Suspended, null, 2, 301)).Outcome);
        Assert.Equal(DepositOutcome.BillNotFound, (await MoveAsync(city, 3, 1, DepositPart.Suspended, null, 9, 300)).Outcome);
        Assert.Equal(DepositOutcome.DepositNotFound, (await MoveAsync(city, 3, 9, DepositPart.Suspended, null, 2, 300)).Outcome);
        Assert.Equal(DepositOutcome.Done, (await MoveAsync(city, 3, 1, DepositPart.Suspended, null, 2, 300)).Outcome);
        Assert.Equal(DepositOutcome.Unchanged, (await MoveAsync(city, 3, 1, DepositPart.Suspended, null, 2, 300)).Outcome);
        Assert.Equal(0, (await city.Book.GetBillAsync(new(City.Id(2))))!.Due);
        var returned = await city.Book.ReturnDepositAsync(
            new(City.Id(4)), new(City.Id(1)), DepositPart.Suspended, 200, City.Payer, null, City.Day, Books.Clerk);
        Assert.Equal(DepositOutcome.Done, returned.Outcome);
        Assert.Equal([0L, 200, 0, -500], await city.BalancesAsync(City.Suspense, City.Payer, City.Due, City.Bank));
        Assert.Equal([(ushort)SettlementCode.MispaymentReturned], await city.CodesAsync(City.Payer));
    }

    [Fact]
    public async Task Money_that_paid_the_wrong_bill_is_moved_to_the_right_one_and_the_wrong_one_is_due_again()
    {
        await using var city = await City.OpenAsync();
        await BillAsync(city, 1, 1_000);
        await city.Book.RaiseBillAsync(new(City.Id(2)), City.DueElsewhere, City.Revenue, Currency.Krw.Of(800), City.Day, "bill-2");
        await DepositAsync(city, 3, 1, 800);
        Assert.Equal(DepositOutcome.Done, (await MoveAsync(city, 4, 3, DepositPart.Applied, 1, 2, 800)).Outcome);
        Assert.Equal((1_000L, 0L), ((await city.Book.GetBillAsync(new(City.Id(1))))!.Due, (await city.Book.GetBillAsync(new(City.Id(2))))!.Due));
        Assert.Equal([-1_000L, 0], await city.BalancesAsync(City.Due, City.DueElsewhere));
        Assert.Equal([new DepositApplication(new(City.Id(2)), 800)], (await city.Book.GetDepositAsync(new(City.Id(3))))!.Applied);
        Assert.Equal(await city.Book.StateHashAsync(), await city.ReplayedHashAsync());
    }

    [Theory]
    [InlineData(1_000_000, 7, 73_000, 0, 1, 0)]
    [InlineData(1_000_000, 7, 73_000, 1, 1, 95)]
    [InlineData(1_000_000, 7, 73_000, 365, 1, 35_000)]
    [InlineData(1_000_000, 7, 73_000, 364, 10, 34_900)]
    [InlineData(1_000_000, 7, 73_000, -5, 1, 0)]
    public void Interest_is_amount_times_rate_times_days_cut_to_the_unit(long amount, int part, int whole, int days, long unit, long expected) =>
        Assert.Equal(expected, new ReturnInterest(new Share(part, whole), City.Day, unit, "test", City.Interest).On(amount, City.Day.PlusDays(days)));

    private static Task<BillResult> BillAsync(City city, int id, long amount) =>
        city.Book.RaiseBillAsync(new(City.Id(id)), City.Due, City.Revenue, Currency.Krw.Of(amount), City.Day, $"bill-{id}");

    private static Task<DepositResult> DepositAsync(City city, int id, int bill, long amount) =>
        city.Book.TakeDepositAsync(new(City.Id(id)), new BillId(City.Id(bill)), Currency.Krw.Of(amount), City.Day, $"bank-{id}", City.Deposits);

    private static Task<DepositResult> MoveAsync(City city, int id, int deposit, DepositPart from, int? wrong, int right, long amount) =>
        city.Book.ReassignDepositAsync(
            new(City.Id(id)), new(City.Id(deposit)), from, wrong is { } bill ? new BillId(City.Id(bill)) : null, new(City.Id(right)), amount, City.Day,
            Books.Clerk);
}
