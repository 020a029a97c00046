using System.Numerics;

namespace Civic.Samples.JournalVerifier;

/// <summary>What one party gets of an amount: the whole units of its exact part and what was carried, and the odd units above them.</summary>
internal sealed record Part(Ratio Exact, Ratio Carried, BigInteger Floor, BigInteger Odd, string Reason)
{
    public static readonly Part Nothing = new(Ratio.Zero, Ratio.Zero, 0, 0, "None");

    public BigInteger Units => Floor + Odd;

    /// <summary>What it is still owed (above 0) or was advanced (below 0).</summary>
    public Ratio Owed => Exact + Carried - new Ratio(Units);

    /// <summary>Shares an amount out by the rule's rounding.</summary>
    public static Part[] Share(RuleText rule, BigInteger net, IReadOnlyList<Ratio> carried)
    {
        if (rule.Policy == "carried")
        {
            return Carry(rule.Shares, net, carried);
        }

        var parts = Floors(rule.Shares, net, [.. rule.Shares.Select(_ => Ratio.Zero)]);
        var missing = net - Sum(parts);
        var all = Enumerable.Range(0, parts.Length);
        if (rule.Policy == "residual")
        {
            return Give(parts, all.Where(i => rule.Parties[i] == rule.Residual && missing.Sign > 0), missing, "Residual");
        }

        var isWritten = rule.Policy == "written-order";
        var order = isWritten ? all : all.Order(Comparer<int>.Create((a, b) => Ratio.Compare(parts[b].Owed, parts[a].Owed) is var by && by != 0 ? by : a - b));
        return Give(parts, order.Take((int)missing), 1, isWritten ? "WrittenOrder" : "LargestRemainder");
    }

    /// <summary>Earliest due first: the odd units go where the exact running total reaches its next whole unit after the least further amount.</summary>
    public static Part[] Carry(IReadOnlyList<Ratio> shares, BigInteger amount, IReadOnlyList<Ratio> carried)
    {
        var parts = Floors(shares, amount, carried);
        var missing = amount - Sum(parts);
        var due = Enumerable.Range(0, parts.Length).Where(i => parts[i].Owed.Above.Sign > 0).ToList();
        JournalBytes.Need(missing.Sign >= 0 && missing <= due.Count, "what was carried does not fit the amount");
        var wait = parts.Select((p, i) => shares[i].Above.IsZero ? Ratio.Zero : (Ratio.One - p.Owed) * new Ratio(shares[i].Below, shares[i].Above)).ToArray();
        var order = due.Order(Comparer<int>.Create((a, b) => Ratio.Compare(wait[a], wait[b]) is var by && by != 0 ? by : a - b));
        return Give(parts, order.Take((int)missing), 1, "SoonestDue");
    }

    private static Part[] Floors(IReadOnlyList<Ratio> shares, BigInteger amount, IReadOnlyList<Ratio> carried) =>
    [
        .. shares.Select((share, i) => (Exact: share * new Ratio(amount), Carried: carried[i]))
            .Select(p => new Part(p.Exact, p.Carried, BigInteger.Max(0, (p.Exact + p.Carried).Floor), 0, "None")),
    ];

    private static Part[] Give(Part[] parts, IEnumerable<int> to, BigInteger odd, string reason)
    {
        foreach (var i in to.ToList())
        {
            parts[i] = parts[i] with { Odd = odd, Reason = reason };
        }

        return parts;
    }

    private static BigInteger Sum(Part[] parts) => parts.Aggregate(BigInteger.Zero, (sum, part) => sum + part.Units);
}
