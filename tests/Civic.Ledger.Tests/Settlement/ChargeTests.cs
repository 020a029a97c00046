using NodaTime;

namespace Civic.Ledger.Tests.Settlement;

public class ChargeTests
{
    [Fact]
    public async Task Songpa_splits_a_parking_fee_among_owner_operator_and_district()
    {
        await using var city = await City.OpenAsync();
        Assert.Equal(RuleOutcome.Published, await city.PublishAsync(City.Songpa()));
        var result = await city.ChargeAsync(1, 3_001);
        Assert.Equal(ChargeOutcome.Done, result.Outcome);
        Assert.Equal([1_501L, 900, 600], await city.BalancesAsync(City.Owner, City.Operator, City.District));
        Assert.Equal(-3_001, await city.BalanceAsync(City.Revenue));
        Assert.Equal([(ushort)SettlementCode.Share], await city.CodesAsync(City.Owner));
    }

    [Fact]
    public async Task Gwangjin_shares_60_to_40_what_is_left_after_tax_and_the_card_fee()
    {
        await using var city = await City.OpenAsync();
        var split = RevenueSplit.Of(Currency.Krw).After(Deduction.Of("vat", new Share(1, 11))).After(Deduction.Stated("card fee", "card"))
            .Give("district", 60.Percent()).Give("operator", 40.Percent())
            .Withhold("operator", Deduction.Of("income tax", new Share(33, 1000), "tax").Truncate(10));
        await city.PublishAsync(split, new(VatDeduction: "vat"));
        var request = City.Charge(1, 11_000) with
        {
            Parties = [.. City.Parties, new("vat", City.Vat), new("card", City.CardCompany), new("tax", City.Tax)],
        };
        Assert.Equal(ChargeOutcome.DeductionNotStated, (await city.Book.ChargeAsync(request)).Outcome);
        request = request with { Stated = new Dictionary<string, long> { ["card fee"] = 165 } };
        Assert.Equal(ChargeOutcome.Done, (await city.Book.ChargeAsync(request)).Outcome);
        Assert.Equal([1_000L, 165, 5_901, 3_934 - 120, 120], await city.BalancesAsync(City.Vat, City.CardCompany, City.District, City.Operator, City.Tax));
        Assert.Equal([(ushort)SettlementCode.Vat], await city.CodesAsync(City.Vat));
        Assert.Equal([(ushort)SettlementCode.Fee], await city.CodesAsync(City.CardCompany));
        Assert.Equal([(ushort)SettlementCode.Withholding], await city.CodesAsync(City.Tax));

        Assert.Equal(ChargeOutcome.Done, (await city.RefundAsync(2, 1, 11_000)).Outcome);
        Assert.All(await city.BalancesAsync(City.All), balance => Assert.Equal(0, balance));
        Assert.Equal([(ushort)SettlementCode.Vat, (ushort)SettlementCode.VatRefund], await city.CodesAsync(City.Vat));
        Assert.Equal([(ushort)SettlementCode.Withholding, (ushort)SettlementCode.WithholdingRefund], await city.CodesAsync(City.Tax));

        await city.CloseAsync("2026-07", isHard: true);
        var statement = await city.StatementAsync(City.Operator);
        Assert.Equal((3_814L, 120L, -3_814L, 0L), (statement.Totals.Charges, statement.Totals.Withheld, statement.Totals.Refunds, statement.Totals.Payable));
        Assert.Empty(StatementCheck.Run(statement.ToBytes(), await city.RuleTextsAsync()).Differences);
        Assert.Equal(await city.Book.StateHashAsync(), await city.ReplayedHashAsync());
    }

    [Fact]
    public async Task A_charge_is_split_by_the_version_in_force_on_its_accounting_day()
    {
        await using var city = await City.OpenAsync(hasPeriod: false);
        var old = RevenueSplit.Of(Currency.Krw).Give("owner", 30.Percent()).GiveRest("operator");
        await city.PublishAsync(old, from: new(2010, 1, 1));
        await city.PublishAsync(City.Songpa(), version: 2, from: new(2017, 7, 1));
        Assert.Equal(ChargeOutcome.NoVersionInForce, (await city.ChargeAsync(1, 1_000, new(2009, 12, 31))).Outcome);
        Assert.Equal(1, (await city.ChargeAsync(2, 1_000, new(2017, 6, 30))).Charge!.Record.Rule.Version);
        Assert.Equal(2, (await city.ChargeAsync(3, 1_000, new(2017, 7, 1))).Charge!.Record.Rule.Version);
        Assert.Equal([800L, 1_000, 200], await city.BalancesAsync(City.Owner, City.Operator, City.District));
    }

    [Fact]
    public async Task Rules_only_ever_follow_one_another_and_never_change_what_was_charged()
    {
        await using var city = await City.OpenAsync();
        Assert.Equal(RuleOutcome.Published, await city.PublishAsync(City.Songpa()));
        Assert.Equal(RuleOutcome.Unchanged, await city.PublishAsync(City.Songpa()));
        Assert.Equal(RuleOutcome.VersionInUse, await city.PublishAsync(City.Songpa(Rounding.Carried)));
        Assert.Equal(RuleOutcome.FirstDayDoesNotRise, await city.PublishAsync(City.Songpa(), version: 2));
        await city.ChargeAsync(1, 1_000);
        Assert.Equal(RuleOutcome.AlreadyCharged, await city.PublishAsync(City.Songpa(), version: 2, from: City.Day));
        Assert.Equal(RuleOutcome.Published, await city.PublishAsync(City.Songpa(), version: 3, from: City.Day.PlusDays(1)));
        Assert.Equal(RuleOutcome.VersionDoesNotRise, await city.PublishAsync(City.Songpa(), version: 2, from: City.Day.PlusDays(2)));
        await city.CloseAsync("2026-08");
        Assert.Equal(RuleOutcome.PeriodClosed, await city.PublishAsync(City.Songpa(), version: 4, from: new(2026, 8, 2)));
    }

    [Fact]
    public async Task The_same_charge_twice_books_once_and_another_one_under_its_identifier_is_refused()
    {
        await using var city = await City.OpenAsync();
        await city.PublishAsync(City.Songpa());
        await city.ChargeAsync(1, 1_000);
        Assert.Equal(ChargeOutcome.Unchanged, (await city.ChargeAsync(1, 1_000)).Outcome);
        Assert.Equal(ChargeOutcome.IdInUse, (await city.ChargeAsync(1, 1_001)).Outcome);
        Assert.Equal(-1_000, await city.BalanceAsync(City.Revenue));
    }

    [Fact]
    public async Task What_cannot_be_charged_is_told_by_the_first_reason()
    {
        await using var city = await City.OpenAsync();
        var missing = City.Charge(1, 1_000) with { Parties = [City.Parties[0]] };
        Assert.Equal(ChargeOutcome.PeriodClosed, (await city.ChargeAsync(1, 1_000, new(2030, 1, 1))).Outcome);
        Assert.Equal(ChargeOutcome.RuleNotFound, (await city.Book.ChargeAsync(missing)).Outcome);
        await city.PublishAsync(City.Songpa().After(Deduction.Fixed("fee", 500, "owner")));
        Assert.Equal(ChargeOutcome.CurrencyDiffers, (await city.Book.ChargeAsync(missing with { Amount = Currency.Usd.Of(1_000) })).Outcome);
        Assert.Equal(ChargeOutcome.PartyNotMapped, (await city.Book.ChargeAsync(missing)).Outcome);
        Assert.Equal(ChargeOutcome.CannotSplit, (await city.ChargeAsync(1, 499)).Outcome);
        Assert.Equal(ChargeOutcome.Done, (await city.ChargeAsync(1, 500)).Outcome);
    }

    [Fact]
    public async Task Money_of_one_fund_never_reaches_an_account_of_another()
    {
        await using var city = await City.OpenAsync();
        await city.PublishAsync(City.Songpa());
        var crossing = City.Charge(1, 1_000) with { Parties = [City.Parties[0], City.Parties[1], new("district", City.OtherFund)] };
        var result = await city.Book.ChargeAsync(crossing);
        Assert.Equal(ChargeOutcome.TransfersRefused, result.Outcome);
        Assert.Equal(
            [CreateTransferResult.LinkedEventFailed, CreateTransferResult.LinkedEventFailed, CreateTransferResult.AccountsMustHaveTheSameFund], result.Results);
        Assert.All(await city.BalancesAsync(City.All), balance => Assert.Equal(0, balance));

        await city.ChargeAsync(2, 1_000);
        var payout = await city.Book.DraftRemittanceAsync(
            new(City.Id(3)), Currency.Krw, City.OtherFund, City.Bank, 0, [new(City.Owner, "payee", "ref")], City.Day, Books.Clerk);
        Assert.Equal((RemittanceOutcome.TransfersRefused, CreateTransferResult.AccountsMustHaveTheSameFund), (payout.Outcome, payout.Results[0]));
    }

    [Fact]
    public async Task Parts_of_a_refund_mirror_the_charge_down_to_the_odd_won()
    {
        await using var city = await City.OpenAsync();
        await city.PublishAsync(City.Songpa());
        await city.ChargeAsync(1, 3_001);
        Assert.Equal(ChargeOutcome.Done, (await city.RefundAsync(2, 1, 1)).Outcome);
        Assert.Equal(ChargeOutcome.Unchanged, (await city.RefundAsync(2, 1, 1)).Outcome);
        Assert.Equal(ChargeOutcome.IdInUse, (await city.RefundAsync(2, 1, 2)).Outcome);
        Assert.Equal(ChargeOutcome.BeforeCharge, (await city.RefundAsync(3, 1, 1, City.Day.PlusDays(-1))).Outcome);
        Assert.Equal(ChargeOutcome.ExceedsCharge, (await city.RefundAsync(3, 1, 3_001)).Outcome);
        Assert.Equal(ChargeOutcome.ChargeNotFound, (await city.RefundAsync(3, 9, 1)).Outcome);
        Assert.Equal(ChargeOutcome.Done, (await city.RefundAsync(3, 1, 3_000)).Outcome);
        Assert.All(await city.BalancesAsync(City.All), balance => Assert.Equal(0, balance));
    }

    [Fact]
    public async Task A_refund_fails_as_a_whole_when_a_purse_is_empty()
    {
        await using var city = await City.OpenAsync();
        await city.PublishAsync(City.Songpa());
        await city.ChargeAsync(1, 1_000);
        await city.DraftAsync(2, 0, null, City.Operator);
        Assert.Equal(ChargeOutcome.PurseTooLow, (await city.RefundAsync(3, 1, 1_000)).Outcome);
        Assert.Equal([500L, 300, 200], await city.BalancesAsync(City.Owner, City.Operator, City.District));
        await city.Book.WithdrawRemittanceAsync(new(City.Id(2)), City.Day, Books.Clerk);
        Assert.Equal(ChargeOutcome.Done, (await city.RefundAsync(3, 1, 1_000)).Outcome);
    }

    [Fact]
    public async Task What_a_purse_lacks_is_owed_when_the_rule_says_so()
    {
        await using var city = await City.OpenAsync();
        await city.PublishAsync(City.Songpa(), new(RefundDebtIsBooked: true));
        await city.ChargeAsync(1, 1_000);
        await city.DraftAsync(2, 0, null, City.Operator);
        await city.ReleaseAsync(2);
        await city.ChargeAsync(3, 100);
        var refund = await city.RefundAsync(4, 1, 1_000);
        Assert.Equal(ChargeOutcome.Done, refund.Outcome);
        Assert.Equal([0L, 270, 0], refund.Charge!.Refunds[0].Debts);
        Assert.Equal([50L, 0, 20, -270], await city.BalancesAsync(City.Owner, City.Operator, City.District, City.OperatorOwes));
        Assert.Equal([(ushort)SettlementCode.RefundDebt], await city.CodesAsync(City.OperatorOwes));
    }

    [Fact]
    public async Task Remainders_are_carried_from_charge_to_charge_among_the_same_accounts()
    {
        await using var city = await City.OpenAsync();
        var thirds = RevenueSplit.Of(Currency.Krw).Give("owner", new Share(1, 3)).Give("operator", new Share(1, 3)).Give("district", new Share(1, 3));
        await city.PublishAsync(thirds.Round(Rounding.Carried));
        for (var i = 1; i <= 9; i++)
        {
            await city.ChargeAsync(i, 100);
            var balances = await city.BalancesAsync(City.Owner, City.Operator, City.District);
            Assert.All(balances, balance => Assert.InRange(3 * balance, (100 * i) - 2, (100 * i) + 2));
        }

        Assert.Equal([300L, 300, 300], await city.BalancesAsync(City.Owner, City.Operator, City.District));
        Assert.Equal(await city.Book.StateHashAsync(), await city.ReplayedHashAsync());
    }

    [Fact]
    public async Task Misuse_is_refused_before_anything_is_journaled()
    {
        await using var city = await City.OpenAsync();
        await Assert.ThrowsAnyAsync<ArgumentException>(() => city.ChargeAsync(1, 0));
        await Assert.ThrowsAnyAsync<ArgumentException>(() => city.ChargeAsync(1, 1, new LocalDate(1970, 1, 1)));
        await Assert.ThrowsAnyAsync<ArgumentException>(() => city.Book.ChargeAsync(City.Charge(1, 1) with { Reference = "=1+1" }));
        await Assert.ThrowsAnyAsync<ArgumentException>(() => city.Book.ChargeAsync(City.Charge(1, 1) with { Id = default }));
        await Assert.ThrowsAnyAsync<ArgumentException>(() => city.RefundAsync(1, 2, -1));
    }
}
