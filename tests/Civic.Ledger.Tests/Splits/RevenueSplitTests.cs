using System.Numerics;
using Civic.Ledger.Splits;
using Civic.Testing;

namespace Civic.Ledger.Tests.Splits;

public class RevenueSplitTests
{
    private static readonly RevenueSplit Ordinance =
        RevenueSplit.Of(Currency.Krw).Give("owner", 50.Percent()).Give("operator", 30.Percent()).Give("district", 20.Percent());

    private static readonly RevenueSplit Thirds =
        RevenueSplit.Of(Currency.Krw).Give("owner", new Share(1, 3)).Give("operator", new Share(1, 3)).GiveRest("district");

    [Fact]
    public void The_ordinance_is_split_as_it_reads() => Assert.Equal([500, 300, 200], Units(Ordinance.Split(Currency.Krw.Of(1000))));

    [Fact]
    public void A_hundred_won_into_three_under_each_policy()
    {
        var hundred = Currency.Krw.Of(100);
        Assert.Equal([34, 33, 33], Units(Thirds.Split(hundred)));
        Assert.Equal([34, 33, 33], Units(Thirds.Round(Rounding.LargestRemainder).Split(hundred)));
        Assert.Equal([33, 33, 34], Units(Thirds.Round(Rounding.Residual("district")).Split(hundred)));
        Assert.Equal([30, 30, 40], Units(Thirds.Round(Rounding.WrittenOrder.Truncate(10, "district")).Split(hundred)));
        var carried = CarriedRemainders.None;
        foreach (var expected in new long[][] { [34, 33, 33], [33, 34, 33], [33, 33, 34] })
        {
            var result = Thirds.Round(Rounding.Carried).Split(hundred, carried: carried);
            Assert.Equal(expected, Units(result));
            carried = result.CarriedAfter;
        }
    }

    [Fact]
    public void The_trace_says_what_was_exact_and_why_the_odd_won_went_where()
    {
        var line = Thirds.Split(Currency.Krw.Of(100)).Lines[0];
        Assert.Equal(("100/3", 33, 1, OddUnitReason.WrittenOrder), (line.Exact.ToString(), line.Floor, line.OddUnits, line.Reason));
        var cut = Thirds.Round(Rounding.WrittenOrder.Truncate(10, "district")).Split(Currency.Krw.Of(100)).Lines;
        Assert.Equal([-4, -3, 7], cut.Select(l => l.Moved));
    }

    [Fact]
    public void Fees_come_off_before_the_shares_and_withheld_taxes_after()
    {
        var split = RevenueSplit.Of(Currency.Krw).Give("owner", 60.Percent()).Give("city", 40.Percent())
            .After(Deduction.Stated("card fee"))
            .Withhold("owner", Deduction.Of("income tax", Share.Parse("3%"), "tax office").Truncate(10))
            .Withhold("owner", Deduction.Of("local income tax", Share.Parse("0.3%"), "district").Truncate(10));
        var result = split.Split(Currency.Krw.Of(30_330), new Dictionary<string, long> { ["card fee"] = 330 });
        Assert.Equal(
            ["card fee 330", "owner 17410", "city 12000", "tax office 540 from owner", "district 50 from owner"],
            result.Lines.Select(l => $"{l.Party} {l.Amount.Units}{(l.From is null ? "" : " from " + l.From)}"));
        Assert.Equal((30_000, 330), (result.Net.Units, result.To("card fee").Units));
    }

    [Property(MaxTest = 2000)]
    public void Lines_always_add_to_the_amount_and_each_explains_itself(int seed)
    {
        var random = new RandomSplits(seed);
        var (split, amount) = (random.WithDeductions(), random.Amount());
        var result = split.Split(amount, random.Stated(split));
        if (result.Problem == SplitProblem.DeductionsExceedAmount)
        {
            Assert.Empty(result.Lines);
            return;
        }

        Assert.True(result.IsSplit);
        Assert.Equal(amount.Units, result.Lines.Sum(l => l.Amount.Units));
        Assert.All(result.Lines, l => Assert.Equal(l.Amount.Units, l.Floor + l.OddUnits + l.Moved - l.Withheld));
        Assert.All(result.Lines, l => Assert.True(l.Amount.Units >= 0 && (l.OddUnits == 0) == (l.Reason == OddUnitReason.None)));
        Assert.Equal(result.Net.Units, result.Lines.Where(l => l.Kind == SplitLineKind.Share).Sum(l => l.Amount.Units + l.Withheld));
    }

    [Property(MaxTest = 1000)]
    public void Each_line_is_within_one_unit_of_exact(int seed, bool largest)
    {
        var random = new RandomSplits(seed);
        var result = random.Plain(largest ? Rounding.LargestRemainder : Rounding.WrittenOrder).Split(random.Amount());
        Assert.All(result.Lines, l => Assert.True(Distance(l) < 1 || (!largest && Distance(l) == 1)));

        static Fraction Distance(SplitLine line) => line.Exact - line.Amount.Units is { Sign: < 0 } below ? Fraction.Zero - below : line.Exact - line.Amount.Units;
    }

    [Property(MaxTest = 500)]
    public void Largest_remainder_leaves_nobody_with_a_larger_cut_off_fraction_than_one_who_got_a_unit(int seed)
    {
        var random = new RandomSplits(seed);
        var lines = random.Plain(Rounding.LargestRemainder).Split(random.Amount()).Lines;
        var given = lines.Where(l => l.OddUnits == 1).Select(l => l.Exact - l.Floor).ToArray();
        var passed = lines.Where(l => l.OddUnits == 0).Select(l => l.Exact - l.Floor).ToArray();
        Assert.True(given.Length == 0 || passed.Length == 0 || given.Min() >= passed.Max());
    }

    [Property(MaxTest = 250)]
    public void Carried_remainders_keep_every_running_total_within_one_unit_for_any_sequence(int seed)
    {
        var random = new RandomSplits(seed);
        var split = random.Plain(Rounding.Carried);
        var carried = CarriedRemainders.None;
        var owed = new Fraction[split.Parties.Count];
        for (var i = 0; i < 60; i++)
        {
            var result = split.Split(random.Next(3) == 0 ? random.Amount() : Currency.Krw.Of(random.Next(12)), carried: carried);
            Assert.True(result.IsSplit);
            Assert.Equal(result.Amount.Units, result.Lines.Sum(l => l.Amount.Units));
            for (var p = 0; p < owed.Length; p++)
            {
                owed[p] += result.Lines[p].Exact - result.Lines[p].Amount.Units;
                Assert.True(owed[p] > -1 && owed[p] < 1 && result.Lines[p].Amount.Units >= 0);
                Assert.Equal(owed[p], result.CarriedAfter.Parties[p].Value);
            }

            carried = result.CarriedAfter;
        }
    }

    [Property(MaxTest = 1000)]
    public void The_tree_posts_the_same_lines(int seed)
    {
        var random = new RandomSplits(seed);
        var (split, amount) = (random.WithDeductions(), random.Amount());
        var result = split.Split(amount, random.Stated(split));
        if (!result.IsSplit)
        {
            return;
        }

        var run = SplitRun.Evaluate([SplitStep.Send("KRW", amount.Units, Source.Account("world"), result.ToTree())], new Dictionary<SplitPurse, BigInteger>());
        foreach (var party in result.Lines.Select(l => l.Party).Distinct())
        {
            Assert.Equal(result.To(party).Units, run.Balances.GetValueOrDefault(new SplitPurse(party, "KRW")));
        }
    }

    [Fact]
    public void What_a_correct_caller_must_expect_is_an_outcome()
    {
        Assert.Equal(SplitProblem.NegativeAmount, Ordinance.Split(Currency.Krw.Of(-1)).Problem);
        Assert.Equal(SplitProblem.DeductionsExceedAmount, Ordinance.After(Deduction.Fixed("fee", 10)).Split(Currency.Krw.Of(9)).Problem);
        Assert.Equal(SplitProblem.DeductionsExceedAmount, Ordinance.Withhold("owner", Deduction.Fixed("tax", 10)).Split(Currency.Krw.Of(9)).Problem);
        var foreign = Thirds.Round(Rounding.Carried).Split(Currency.Krw.Of(100)).CarriedAfter;
        Assert.Equal(SplitProblem.CarriedStateDoesNotFit, Ordinance.Round(Rounding.Carried).Split(Currency.Krw.Of(1), carried: Renamed(foreign)).Problem);
        Assert.Equal(SplitProblem.CarriedStateDoesNotFit, Ordinance.Split(Currency.Krw.Of(1), carried: foreign).Problem);
    }

    [Property(MaxTest = 300)]
    public void A_forged_carried_state_is_refused_or_still_adds_up(int seed, long amount)
    {
        var random = new RandomSplits(seed);
        var split = random.Plain(Rounding.Carried);
        var (owed, units) = (new Fraction[split.Parties.Count], amount & long.MaxValue);
        for (var i = 1; i < owed.Length; i++)
        {
            owed[i] = new Fraction(random.Next(199) - 99, 100);
            owed[0] -= owed[i];
        }

        var result = split.Split(Currency.Krw.Of(units), carried: new CarriedRemainders(split.Parties.Zip(owed, KeyValuePair.Create)));
        Assert.Equal(result.IsSplit ? units : 0, result.Lines.Sum(l => l.Amount.Units));
    }

    [Fact]
    public void Misuse_is_refused_at_the_call()
    {
        Assert.Throws<ArgumentException>(() => RevenueSplit.Of(default));
        Assert.Throws<ArgumentException>(() => Ordinance.Give("owner", 1.Percent()));
        Assert.Throws<ArgumentOutOfRangeException>(() => Ordinance.Give("x", 0.Percent()));
        Assert.Throws<ArgumentException>(() => Thirds.GiveRest("x"));
        Assert.Throws<ArgumentException>(() => Ordinance.Withhold("x", Deduction.Fixed("tax", 1)));
        Assert.Throws<ArgumentException>(() => Ordinance.After(Deduction.Fixed("fee", 1)).After(Deduction.Fixed("fee", 1)));
        Assert.Throws<ArgumentException>(() => Ordinance.After(Deduction.Stated("fee")).Split(Currency.Krw.Of(100)));
        Assert.Throws<ArgumentException>(() => Ordinance.Split(Currency.Usd.Of(100)));
        Assert.Throws<ArgumentException>(() => Rounding.Carried.Truncate(10, "owner"));
        Assert.Throws<ArgumentException>(() => Ordinance.Give("bell\u0007", 1.Percent()));
    }

    [Theory]
    [InlineData(99, "The shares add to 99/100; they must add to exactly 1.")]
    [InlineData(100, null)]
    [InlineData(0, "No party is given a share.")]
    public void Shares_must_add_to_exactly_one(int percent, string? problem)
    {
        var split = percent == 0 ? RevenueSplit.Of(Currency.Krw) : RevenueSplit.Of(Currency.Krw).Give("owner", percent.Percent());
        Assert.Equal(problem, split.Problem);
        if (problem is not null)
        {
            Assert.Throws<InvalidOperationException>(() => split.Split(Currency.Krw.Of(1)));
        }
    }

    [Fact]
    public void A_rest_of_nothing_and_a_rounding_party_without_a_share_are_problems()
    {
        Assert.NotNull(Ordinance.GiveRest("x").Problem);
        Assert.NotNull(Ordinance.Round(Rounding.Residual("x")).Problem);
        Assert.NotNull(Ordinance.Round(Rounding.WrittenOrder.Truncate(10, "x")).Problem);
    }

    private static long[] Units(SplitResult result) => [.. result.Lines.Select(l => l.Amount.Units)];

    private static CarriedRemainders Renamed(CarriedRemainders state) => new(state.Parties.Select(p => KeyValuePair.Create(p.Key + "2", p.Value)));
}
