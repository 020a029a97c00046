namespace Civic.Ledger;

/// <summary>
/// Ledger, virtual-account deposits and bank file side by side, reference by reference. Every entry of each list is in exactly one line, so the sums of
/// the report are the sums of the lists.
/// </summary>
/// <param name="Lines">One line a reference, in ordinal order.</param>
public sealed record ThreeWayMatch(IReadOnlyList<MatchLine> Lines)
{
    /// <summary>Whether every reference is matched.</summary>
    public bool IsMatched => Lines.All(l => l.Finding == MatchFinding.Matched);

    /// <summary>Matches three lists. O(n log n) in their entries.</summary>
    /// <param name="ledger">What the ledger booked.</param>
    /// <param name="deposits">What came to virtual accounts.</param>
    /// <param name="bank">What the bank's file says.</param>
    /// <exception cref="OverflowException">A sum does not fit in 64 bits.</exception>
    public static ThreeWayMatch Of(IEnumerable<MatchItem> ledger, IEnumerable<MatchItem> deposits, IEnumerable<MatchItem> bank)
    {
        ArgumentNullException.ThrowIfNull(ledger);
        ArgumentNullException.ThrowIfNull(deposits);
        ArgumentNullException.ThrowIfNull(bank);
        var sums = new SortedDictionary<string, (long? Sum, int Count)[]>(StringComparer.Ordinal);
        Add(sums, 0, ledger);
        Add(sums, 1, deposits);
        Add(sums, 2, bank);
        return new([.. sums.Select(s => new MatchLine(s.Key, s.Value[0].Sum, s.Value[1].Sum, s.Value[2].Sum, Find(s.Value)))]);
    }

    private static void Add(SortedDictionary<string, (long? Sum, int Count)[]> sums, int side, IEnumerable<MatchItem> items)
    {
        foreach (var item in items)
        {
            if (!sums.TryGetValue(item.Reference, out var sides))
                sums[item.Reference] = sides = new (long? Sum, int Count)[3];
            sides[side] = (checked((sides[side].Sum ?? 0) + item.Amount), sides[side].Count + 1);
        }
    }

    private static MatchFinding Find((long? Sum, int Count)[] sides)
    {
        var finding = MatchFinding.Matched;
        for (var i = 0; i < sides.Length; i++)
        {
            if (sides[i].Sum is null)
                finding |= (MatchFinding)(1 << i);
            if (sides[i].Count > 1)
                finding |= MatchFinding.Repeated;
        }

        return sides.Where(s => s.Sum is not null).Select(s => s.Sum).Distinct().Count() > 1 ? finding | MatchFinding.AmountDiffers : finding;
    }
}
