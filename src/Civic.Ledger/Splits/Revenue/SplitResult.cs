using Civic.Ledger.Splits;

namespace Civic.Ledger;

/// <summary>What came of splitting an amount: its lines, or the reason why there are none.</summary>
public sealed class SplitResult
{
    internal SplitResult(RevenueSplit split, Money amount, Money net, IReadOnlyList<SplitLine> lines, CarriedRemainders carriedAfter, SplitProblem problem) =>
        (Split, Amount, Net, Lines, CarriedAfter, Problem) = (split, amount, net, lines, carriedAfter, problem);

    /// <summary>The split that was applied.</summary>
    public RevenueSplit Split { get; }

    /// <summary>What was split.</summary>
    public Money Amount { get; }

    /// <summary>What was left to share after the deductions; 0 when refused.</summary>
    public Money Net { get; }

    /// <summary>Deductions, then shares in written order, then withholdings. They add to <see cref="Amount"/>; none when refused.</summary>
    public IReadOnlyList<SplitLine> Lines { get; }

    /// <summary>What the next split takes over when remainders are carried; unchanged when refused.</summary>
    public CarriedRemainders CarriedAfter { get; }

    /// <summary>Why there are no lines.</summary>
    public SplitProblem Problem { get; }

    /// <summary>Whether the amount was split.</summary>
    public bool IsSplit => Problem == SplitProblem.None;

    /// <summary>What a party gets in all: the sum of its lines, 0 when it has none.</summary>
    /// <param name="party">The party.</param>
    public Money To(string party) => Split.Currency.Of(Lines.Where(l => l.Party == party).Sum(l => l.Amount.Units));

    /// <summary>
    /// The same split as a destination tree: sending <see cref="Amount"/> to it posts each line. Shares stay shares under written order; other
    /// policies become the amounts they came to.
    /// </summary>
    /// <param name="account">The account of a party; its own name when left out.</param>
    /// <exception cref="InvalidOperationException">The amount was not split.</exception>
    public Destination ToTree(Func<string, string>? account = null)
    {
        if (!IsSplit)
        {
            throw new InvalidOperationException($"The amount was not split: {Problem}.");
        }

        var shares = Lines.Where(l => l.Kind == SplitLineKind.Share).ToArray();
        var nodes = shares.Select(Node).ToArray();
        var amounts = nodes.SkipLast(1).Select((node, i) => new DestinationClause(shares[i].Amount.Units + shares[i].Withheld, node));
        var shared = Split.Rounding is { Policy: RoundingPolicy.WrittenOrder, TruncateTo: 1 }
            ? Destination.Split([.. nodes.Select((node, i) => new DestinationPart(new Share(Split.Fractions[i]), node))])
            : Destination.Ordered([.. amounts], nodes[^1]);
        return Taken(Lines.Where(l => l.Kind == SplitLineKind.Deduction), shared);

        Destination Node(SplitLine share) => Taken(Lines.Where(l => l.From == share.Party), To(share));

        Destination Taken(IEnumerable<SplitLine> lines, Destination rest) =>
            lines.Any() ? Destination.Ordered([.. lines.Select(l => new DestinationClause(l.Amount.Units, To(l)))], rest) : rest;

        Destination To(SplitLine line) => Destination.Account(account?.Invoke(line.Party) ?? line.Party);
    }
}
