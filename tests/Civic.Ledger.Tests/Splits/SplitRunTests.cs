using System.Numerics;
using Civic.Ledger.Splits;
using Civic.Testing;

namespace Civic.Ledger.Tests.Splits;

public class SplitRunTests
{
    [Property(MaxTest = 2000)]
    public void Moving_coins_one_by_one_gives_the_same(int seed, bool machine)
    {
        var trees = new RandomTrees(seed);
        var (balances, steps) = (trees.Balances(), trees.Steps());
        var dialect = machine ? SplitDialect.LedgerMachine : SplitDialect.Numscript;
        var run = SplitRun.Evaluate(steps, balances, dialect);
        if (run.Failure is { Error: SplitError.UnboundedSendAll or SplitError.SplitSourceInSendAll })
        {
            return; // Coins cannot be counted where there is no end of them.
        }

        var model = new CoinModel(balances, dialect);
        Assert.Equal(model.Run(steps), run.Failure is null);
        if (run.Failure is null)
        {
            Assert.Equal(model.Moved, run.Postings.SelectMany(p => Enumerable.Repeat((new SplitPurse(p.From, p.Currency, p.Fund), p.To), (int)p.Amount)));
            Assert.All(model.Balances, b => Assert.Equal(b.Value, run.Balances.GetValueOrDefault(b.Key)));
        }
    }

    [Property(MaxTest = 2000)]
    public void Money_is_conserved_and_no_account_goes_below_what_it_may(int seed, bool machine)
    {
        var trees = new RandomTrees(seed);
        var (balances, steps) = (trees.Balances(), trees.Steps());
        var run = SplitRun.Evaluate(steps, balances, machine ? SplitDialect.LedgerMachine : SplitDialect.Numscript);
        Assert.Equal(Sum(balances.Values), Sum(run.Balances.Values));
        Assert.All(run.Postings, p => Assert.True(p.Amount.Sign > (machine ? -1 : 0)));
        var limits = steps.OfType<SendStep>().SelectMany(s => Accounts(s.Source)).ToLookup(a => new SplitPurse(a.Name, "KRW", a.Fund), a => a.Overdraft);
        foreach (var (purse, balance) in run.Balances.Where(b => !limits[b.Key].Any(o => o.IsUnbounded)))
        {
            var lowest = -limits[purse].Select(o => o.Limit).DefaultIfEmpty().Max();
            Assert.True(balance >= BigInteger.Min(lowest, balances.GetValueOrDefault(purse)), $"{purse} ends at {balance}");
        }
    }

    [Property(MaxTest = 300)]
    public void The_same_steps_and_balances_give_the_same_postings_in_the_same_order(int seed)
    {
        var (one, other) = (new RandomTrees(seed), new RandomTrees(seed));
        var (balances, reversed) = (one.Balances(), other.Balances().Reverse().ToDictionary());
        var (first, second) = (SplitRun.Evaluate(one.Steps(), balances), SplitRun.Evaluate(other.Steps(), reversed));
        Assert.Equal(first.Postings, second.Postings);
        Assert.Equal(first.Failure, second.Failure);
    }

    [Fact]
    public void A_refused_run_moves_nothing_and_says_which_node_fell_short()
    {
        var balances = new Dictionary<SplitPurse, BigInteger> { [new("a", "KRW")] = 10, [new("b", "KRW")] = 3 };
        var run = SplitRun.Evaluate(
            [
                SplitStep.Send("KRW", 5, Source.Account("a"), Destination.Account("z")),
                SplitStep.Send("KRW", 8, Source.Ordered(Source.AtMost(0, Source.Account("a")), Halves("a", "b")), Destination.Account("z")),
            ],
            balances);
        Assert.Equal(new SplitFailure(SplitError.InsufficientFunds, "steps[1].source.ordered[1].split[1]"), run.Failure);
        Assert.Empty(run.Postings);
        Assert.Same(balances, run.Balances);
    }

    [Fact]
    public void A_badly_written_tree_is_refused_with_its_place_whatever_the_balances()
    {
        Assert.Equal("BadShareSum steps[0].source.split", Refusal(Part(1, 2)));
        Assert.Equal("TwoRemaining steps[0].source.split", Refusal(new SourcePart(Portion.Remaining, Source.Account("a")), new SourcePart(Portion.Remaining, Source.Account("b"))));
        Assert.Equal("BadShareSum steps[0].source.split", Refusal(Part(3, 2), new SourcePart(Portion.Remaining, Source.Account("b"))));
        Assert.Equal("SplitSourceInSendAll steps[0].source.ordered[0]", Refusal(SplitStep.SendAll("KRW", Source.Ordered(Halves("a", "b")), Destination.Kept)));
        Assert.Equal("UnboundedSendAll steps[0].source.one_of[0]", Refusal(SplitStep.SendAll("KRW", Source.OneOf(Source.Account("world")), Destination.Kept)));
        Assert.Equal("NegativeAmount steps[0].amount", Refusal(SplitStep.Send("KRW", -1, Source.Account("world"), Destination.Kept)));
        Assert.Equal("NegativeAmount steps[0].amount", Refusal(SplitStep.SetAside(new("a", "KRW"), -1)));
        Assert.Equal(
            "BadShareSum steps[0].destination.ordered[0].split",
            Refusal(SplitStep.Send("KRW", 1, Source.Account("a"), Destination.Ordered([new(1, Destination.Split())], Destination.Kept))));

        static SourcePart Part(int n, int d) => new(new Share(n, d), Source.Account("a"));

        static string Refusal(params object[] what) =>
            SplitRun.Evaluate(
                [what[0] as SplitStep ?? SplitStep.Send("KRW", 1, Source.Split([.. what.Cast<SourcePart>()]), Destination.Kept)],
                new Dictionary<SplitPurse, BigInteger>()).Failure is { } f ? $"{f.Error} {f.Place}" : "";
    }

    [Fact]
    public void Set_aside_money_is_not_sent_even_when_all_is_and_never_lifts_a_debt()
    {
        var balances = new Dictionary<SplitPurse, BigInteger> { [new("a", "KRW")] = 30, [new("b", "KRW")] = -100 };
        var run = SplitRun.Evaluate(
            [
                SplitStep.SetAside(new("a", "KRW"), 10),
                SplitStep.SetAsideAll(new("b", "KRW")),
                SplitStep.SendAll("KRW", Source.Ordered(Source.Account("a"), Source.Account("b", Overdraft.UpTo(100))), Destination.Account("z")),
            ],
            balances);
        Assert.Equal([new SplitPosting("a", "z", "KRW", "", 20)], run.Postings);
        Assert.Equal((10, -100), (run.Balances[new("a", "KRW")], run.Balances[new("b", "KRW")]));
    }

    [Fact]
    public void A_tree_deeper_than_200_levels_cannot_be_built()
    {
        var source = Source.Account("a");
        for (var i = 1; i < 200; i++)
        {
            source = Source.Ordered(source);
        }

        Assert.Throws<ArgumentException>(() => Source.AtMost(1, source));
    }

    private static Source Halves(string one, string other) =>
        Source.Split(new SourcePart(new Share(1, 2), Source.Account(one)), new SourcePart(new Share(1, 2), Source.Account(other)));

    private static BigInteger Sum(IEnumerable<BigInteger> amounts) => amounts.Aggregate(BigInteger.Zero, (a, b) => a + b);

    private static IEnumerable<AccountSource> Accounts(Source source) => source switch
    {
        OrderedSource ordered => ordered.Children.SelectMany(Accounts),
        OneOfSource choice => choice.Children.SelectMany(Accounts),
        MaxSource max => Accounts(max.From),
        SplitSource split => split.Parts.SelectMany(p => Accounts(p.From)),
        _ => [(AccountSource)source],
    };
}
