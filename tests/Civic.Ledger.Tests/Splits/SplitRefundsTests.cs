using Civic.Testing;

namespace Civic.Ledger.Tests.Splits;

public class SplitRefundsTests
{
    [Fact]
    public void Whoever_got_the_odd_won_gives_it_back()
    {
        var split = RevenueSplit.Of(Currency.Krw).Give("a", new Share(1, 3)).Give("b", new Share(1, 3)).GiveRest("c").Split(Currency.Krw.Of(100));
        Assert.Equal([34, 33, 33], SplitRefunds.Of(split).Refund(Currency.Krw.Of(100)).Lines.Select(l => l.Amount.Units));
        var half = SplitRefunds.Of(split).Refund(Currency.Krw.Of(50));
        Assert.Equal([17, 17, 16], half.Lines.Select(l => l.Amount.Units));
        Assert.Equal([17, 16, 17], half.After.Refund(Currency.Krw.Of(50)).Lines.Select(l => l.Amount.Units));
    }

    [Property(MaxTest = 300)]
    public void Partial_refunds_mirror_the_split_at_every_moment_and_give_back_exactly_what_was_got(int seed)
    {
        var random = new RandomSplits(seed);
        var split = random.WithDeductions();
        var original = split.Split(random.Amount(), random.Stated(split));
        if (!original.IsSplit)
        {
            return;
        }

        var refunds = SplitRefunds.Of(original);
        for (var i = 0; refunds.Remaining.Units > 0; i++)
        {
            var most = i > 30 ? refunds.Remaining.Units : Math.Min(refunds.Remaining.Units, random.Next(2) == 0 ? 7 : long.MaxValue);
            var result = refunds.Refund(Currency.Krw.Of(i > 30 ? most : random.Next(most) + 1));
            Assert.True(result.IsRefunded);
            Assert.Equal(result.Amount.Units, result.Lines.Sum(l => l.Amount.Units));
            Assert.All(result.Lines, l => Assert.True(l.Amount.Units >= 0));
            refunds = result.After;
            for (var l = 0; l < original.Lines.Count; l++)
            {
                var (got, back) = (original.Lines[l].Amount.Units, refunds.GivenBack[l]);
                var off = (new Fraction(got, original.Amount.Units) * refunds.Refunded.Units) - back;
                Assert.True(off > -1 && off < 1 && back <= got);
            }

            refunds = SplitRefunds.Of(original, refunds.GivenBack);
        }

        Assert.Equal(original.Lines.Select(l => l.Amount.Units), refunds.GivenBack);
        Assert.Equal(RefundProblem.MoreThanRemains, refunds.Refund(Currency.Krw.Of(1)).Problem);
        Assert.True(refunds.Refund(Currency.Krw.Of(0)).IsRefunded);
    }

    [Fact]
    public void A_refund_beyond_the_amount_or_below_zero_changes_nothing()
    {
        var start = SplitRefunds.Of(RevenueSplit.Of(Currency.Krw).Give("a", 100.Percent()).Split(Currency.Krw.Of(10)));
        Assert.Equal(RefundProblem.MoreThanRemains, start.Refund(Currency.Krw.Of(11)).Problem);
        Assert.Equal(RefundProblem.NegativeAmount, start.Refund(Currency.Krw.Of(-1)).Problem);
        Assert.Same(start, start.Refund(Currency.Krw.Of(11)).After);
        Assert.Throws<ArgumentException>(() => start.Refund(Currency.Usd.Of(1)));
    }

    [Fact]
    public void Figures_that_no_refund_comes_to_are_refused()
    {
        var split = RevenueSplit.Of(Currency.Krw).Give("a", 50.Percent()).Give("b", 50.Percent()).Split(Currency.Krw.Of(10));
        Assert.Throws<ArgumentException>(() => SplitRefunds.Of(split, [4, 1]));
        Assert.Throws<ArgumentException>(() => SplitRefunds.Of(split, [6, 5]));
        Assert.Throws<ArgumentException>(() => SplitRefunds.Of(split, [1]));
        Assert.Throws<ArgumentException>(() => SplitRefunds.Of(RevenueSplit.Of(Currency.Krw).Give("a", 100.Percent()).Split(Currency.Krw.Of(-1))));
    }
}
