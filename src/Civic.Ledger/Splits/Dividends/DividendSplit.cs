using System.Buffers;

namespace Civic.Ledger;

/// <summary>
/// Splits one amount over very many parties by whole weights (all 1 for equal parts), into spans of the caller: nothing is allocated per party.
/// The trace of a party is its line and what it is still owed: with W the sum of all weights, its exact share is
/// <c>lines[i] + owed[i] / W</c>, and it got an odd unit where <c>owed[i]</c> is below 0.
/// </summary>
public static class DividendSplit
{
    /// <summary>
    /// Rounds every share down and gives the odd units to the largest cut-off fractions, equal ones in the order of the span. Each line is
    /// less than one unit from exact. Time grows with n log n.
    /// </summary>
    /// <param name="amount">Minor units, 0 or more.</param>
    /// <param name="weights">The weight of each party, 0 or more, together 1 or more and below 2^62.</param>
    /// <param name="lines">Receives what each party gets; lines add to the amount.</param>
    /// <param name="owed">Receives what each party is owed (above 0) or was advanced (below 0), in units divided by the sum of weights.</param>
    /// <returns>The sum of weights.</returns>
    /// <exception cref="ArgumentException">The spans differ in length, or the amount or weights are out of range.</exception>
    public static long ByLargestRemainder(long amount, ReadOnlySpan<long> weights, Span<long> lines, Span<long> owed)
    {
        var total = Total(amount, weights, lines, owed);
        owed.Clear();
        var missing = Floors(amount, total, weights, lines, owed);
        if (missing == 0)
        {
            return total;
        }

        var sorted = ArrayPool<long>.Shared.Rent(weights.Length);
        owed.CopyTo(sorted);
        sorted.AsSpan(0, weights.Length).Sort();
        var least = sorted[weights.Length - (int)missing];
        ArrayPool<long>.Shared.Return(sorted);

        var equal = missing; // Whoever is above the least that still gets a unit gets one; the rest goes to the equal ones in order.
        foreach (var rest in owed)
        {
            equal -= rest > least ? 1 : 0;
        }

        for (var i = 0; i < owed.Length; i++)
        {
            if (owed[i] > least || (owed[i] == least && equal-- > 0))
            {
                lines[i]++;
                owed[i] -= total;
            }
        }

        return total;
    }

    /// <summary>
    /// Carries what each party is owed from one distribution to the next over the same weights: each party's running total stays less than
    /// one unit from its exact running total whatever the amounts, and no line is below 0. Odd units go to whoever's running total reaches the
    /// next whole unit soonest, equal ones in the order of the span. Time grows with n log n.
    /// </summary>
    /// <param name="amount">Minor units, 0 or more.</param>
    /// <param name="weights">The weight of each party, 0 or more, together 1 or more and below 2^62; the same each time.</param>
    /// <param name="lines">Receives what each party gets; lines add to the amount.</param>
    /// <param name="owed">What each party was owed, all 0 the first time; receives what it is owed now.</param>
    /// <returns>The sum of weights.</returns>
    /// <exception cref="ArgumentException">
    /// The spans differ in length, the amount or weights are out of range, or what is owed could not have come from these weights (then the content
    /// of <paramref name="lines"/> and <paramref name="owed"/> is undefined).
    /// </exception>
    public static long Carried(long amount, ReadOnlySpan<long> weights, Span<long> lines, Span<long> owed)
    {
        var total = Total(amount, weights, lines, owed);
        Check(owed, weights, total);
        var missing = Floors(amount, total, weights, lines, owed);
        if (missing == 0)
        {
            return total;
        }

        var due = ArrayPool<int>.Shared.Rent(weights.Length);
        var (gaps, sizes) = (ArrayPool<long>.Shared.Rent(weights.Length), ArrayPool<long>.Shared.Rent(weights.Length));
        var count = 0;
        for (var i = 0; i < owed.Length; i++)
        {
            (gaps[i], sizes[i]) = (total - owed[i], weights[i]);
            if (owed[i] > 0)
            {
                due[count++] = i;
            }
        }

        var fits = missing > 0 && missing <= count;
        due.AsSpan(0, count).Sort(new SoonestDue(gaps, sizes));
        foreach (var i in due.AsSpan(0, fits ? (int)missing : 0))
        {
            lines[i]++;
            owed[i] -= total;
        }

        ArrayPool<int>.Shared.Return(due);
        ArrayPool<long>.Shared.Return(gaps);
        ArrayPool<long>.Shared.Return(sizes);
        return fits ? total : throw Foreign();
    }

    /// <summary>Adds the exact shares to what is owed, moves the whole units of it to the lines, and says how many units are missing.</summary>
    private static long Floors(long amount, long total, ReadOnlySpan<long> weights, Span<long> lines, Span<long> owed)
    {
        var missing = (Int128)amount;
        for (var i = 0; i < weights.Length; i++)
        {
            var high = Math.BigMul(amount, weights[i], out long low);
            var exact = new Int128((ulong)high, (ulong)low) + owed[i];
            if (exact < 0)
            {
                (lines[i], owed[i]) = (0, (long)exact);
                continue;
            }

            var floor = exact <= long.MaxValue ? (long)exact / total : (long)(exact / total);
            (lines[i], owed[i]) = (floor, (long)(exact - ((Int128)floor * total)));
            missing -= floor;
        }

        return missing >= 0 ? (long)missing : throw Foreign();
    }

    private static long Total(long amount, ReadOnlySpan<long> weights, Span<long> lines, Span<long> owed)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(amount);
        if (lines.Length != weights.Length || owed.Length != weights.Length)
        {
            throw new ArgumentException("Weights, lines and what is owed are of the same parties: the spans have one length.", nameof(lines));
        }

        Int128 total = 0;
        var least = 0L;
        foreach (var weight in weights)
        {
            total += weight;
            least = Math.Min(least, weight);
        }

        return least >= 0 && total > 0 && total <= long.MaxValue / 2
            ? (long)total
            : throw new ArgumentException("Weights are 0 or more, together 1 or more and below 2^62.", nameof(weights));
    }

    private static void Check(ReadOnlySpan<long> owed, ReadOnlySpan<long> weights, long total)
    {
        Int128 sum = 0;
        for (var i = 0; i < owed.Length; i++)
        {
            sum += owed[i];
            if (owed[i] <= -total || owed[i] >= total || (weights[i] == 0 && owed[i] != 0))
            {
                throw Foreign();
            }
        }

        if (sum != 0)
        {
            throw Foreign();
        }
    }

    private static ArgumentException Foreign() => new("What is owed could not have come from these weights: after weights change, start at 0.");

    /// <summary>The parties by (W - owed) / weight, as exact fractions.</summary>
    private readonly struct SoonestDue(long[] gaps, long[] weights) : IComparer<int>
    {
        public int Compare(int x, int y)
        {
            var order = weights[x] == weights[y] ? gaps[x].CompareTo(gaps[y]) : ((Int128)gaps[x] * weights[y]).CompareTo((Int128)gaps[y] * weights[x]);
            return order != 0 ? order : x.CompareTo(y);
        }
    }
}
