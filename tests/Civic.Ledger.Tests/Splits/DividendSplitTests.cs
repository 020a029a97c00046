using Civic.Testing;

namespace Civic.Ledger.Tests.Splits;

public class DividendSplitTests
{
    [Property(MaxTest = 500)]
    public void Largest_remainder_is_that_of_the_plain_split(int seed)
    {
        var random = new Random(seed);
        var weights = Weights(random, least: 1);
        var (amount, lines, owed) = (random.NextInt64(random.Next(2) == 0 ? 100 : long.MaxValue / 2), new long[weights.Length], new long[weights.Length]);
        var total = DividendSplit.ByLargestRemainder(amount, weights, lines, owed);
        var split = RevenueSplit.Of(Currency.Krw).Round(Rounding.LargestRemainder);
        for (var i = 0; i < weights.Length; i++)
        {
            split = split.Give($"{i}", new Share(weights[i], total));
        }

        var plain = split.Split(Currency.Krw.Of(amount)).Lines;
        Assert.Equal(plain.Select(l => l.Amount.Units), lines);
        Assert.Equal(plain.Select(l => l.Exact), lines.Zip(owed, (line, rest) => line + new Fraction(rest, total)));
        Assert.Equal(plain.Select(l => l.OddUnits == 1), owed.Select(rest => rest < 0));
    }

    [Property(MaxTest = 500)]
    public void Carried_is_that_of_the_plain_split(int seed)
    {
        var random = new Random(seed);
        var weights = Weights(random, least: 1);
        var (lines, owed) = (new long[weights.Length], new long[weights.Length]);
        var split = RevenueSplit.Of(Currency.Krw).Round(Rounding.Carried);
        for (var i = 0; i < weights.Length; i++)
        {
            split = split.Give($"{i}", new Share(weights[i], weights.Sum()));
        }

        for (var (round, carried) = (0, CarriedRemainders.None); round < 10; round++)
        {
            var amount = random.NextInt64(random.Next(3) > 0 ? 20 : long.MaxValue / 2);
            DividendSplit.Carried(amount, weights, lines, owed);
            var plain = split.Split(Currency.Krw.Of(amount), carried: carried);
            Assert.Equal(plain.Lines.Select(l => l.Amount.Units), lines);
            carried = plain.CarriedAfter;
        }
    }

    [Property(MaxTest = 300)]
    public void Running_totals_of_many_parties_stay_within_one_unit(int seed)
    {
        var random = new Random(seed);
        var weights = Weights(random, least: 0, most: 300);
        var (lines, owed, totals) = (new long[weights.Length], new long[weights.Length], new long[weights.Length]);
        Int128 sum = 0;
        for (var round = 0; round < 20; round++)
        {
            var amount = random.NextInt64(random.Next(2) == 0 ? 50 : 1_000_000);
            var total = DividendSplit.Carried(amount, weights, lines, owed);
            sum += amount;
            Assert.Equal(amount, lines.Sum());
            for (var i = 0; i < lines.Length; i++)
            {
                totals[i] += lines[i];
                var off = (sum * weights[i]) - ((Int128)totals[i] * total);
                Assert.True(lines[i] >= 0 && off > -total && off < total && off == owed[i]);
            }
        }
    }

    [Fact]
    public void Nothing_is_allocated_per_party()
    {
        var (weights, lines, owed) = (Enumerable.Repeat(1L, 50_000).ToArray(), new long[50_000], new long[50_000]);
        Run();
        var before = GC.GetAllocatedBytesForCurrentThread();
        Run();
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 20_000);

        void Run()
        {
            DividendSplit.ByLargestRemainder(1_000_003, weights, lines, owed);
            owed.AsSpan().Clear();
            DividendSplit.Carried(1_000_003, weights, lines, owed);
        }
    }

    [Fact]
    public void What_cannot_be_split_is_refused()
    {
        Assert.Throws<ArgumentException>(() => DividendSplit.ByLargestRemainder(1, [], [], []));
        Assert.Throws<ArgumentException>(() => DividendSplit.ByLargestRemainder(1, [0, 0], new long[2], new long[2]));
        Assert.Throws<ArgumentException>(() => DividendSplit.ByLargestRemainder(1, [2, -1], new long[2], new long[2]));
        Assert.Throws<ArgumentException>(() => DividendSplit.ByLargestRemainder(1, [1], new long[2], new long[1]));
        Assert.Throws<ArgumentException>(() => DividendSplit.ByLargestRemainder(1, [long.MaxValue, long.MaxValue], new long[2], new long[2]));
        Assert.Throws<ArgumentOutOfRangeException>(() => DividendSplit.Carried(-1, [1], new long[1], new long[1]));
        Assert.Throws<ArgumentException>(() => DividendSplit.Carried(1, [1, 1], new long[2], [1, 0]));
        Assert.Throws<ArgumentException>(() => DividendSplit.Carried(1, [1, 1], new long[2], [2, -2]));
    }

    private static long[] Weights(Random random, int least, int most = 30)
    {
        var weights = Enumerable.Range(0, random.Next(1, most)).Select(_ => (long)random.Next(least, random.Next(least + 1, 1000))).ToArray();
        weights[0]++;
        return weights;
    }
}
