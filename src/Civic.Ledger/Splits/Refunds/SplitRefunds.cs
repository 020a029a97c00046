namespace Civic.Ledger;

/// <summary>
/// Refunds of one split, whole or in parts: each mirrors the original line by line. After every refund each line has given back less than one
/// unit more or less than its proportion, never more than it got; when the whole amount is refunded each line has given back exactly what it
/// got, odd units included. Immutable: each refund gives the next state.
/// </summary>
public sealed class SplitRefunds
{
    private readonly IReadOnlyList<SplitLine> _original;
    private readonly long[] _givenBack;

    private SplitRefunds(IReadOnlyList<SplitLine> original, Money amount, long[] givenBack)
    {
        (_original, Amount, _givenBack) = (original, amount, givenBack);
        Refunded = amount.Currency.Of(givenBack.Sum());
    }

    /// <summary>What was split.</summary>
    public Money Amount { get; }

    /// <summary>What was refunded so far.</summary>
    public Money Refunded { get; }

    /// <summary>What can still be refunded.</summary>
    public Money Remaining => Amount - Refunded;

    /// <summary>What each line of the original has given back so far, minor units, in its order.</summary>
    public IReadOnlyList<long> GivenBack => _givenBack;

    /// <summary>A split of which nothing was refunded yet.</summary>
    /// <param name="split">The split.</param>
    /// <exception cref="ArgumentException">The amount was not split.</exception>
    public static SplitRefunds Of(SplitResult split)
    {
        ArgumentNullException.ThrowIfNull(split);
        return split.IsSplit
            ? new SplitRefunds(split.Lines, split.Amount, new long[split.Lines.Count])
            : throw new ArgumentException("The amount was not split, so there is nothing to refund.", nameof(split));
    }

    /// <summary>A split of which something was refunded before, as recorded.</summary>
    /// <param name="split">The split.</param>
    /// <param name="givenBack">What each of its lines has given back, minor units, in its order: <see cref="GivenBack"/> of the last refund.</param>
    /// <exception cref="ArgumentException">The amount was not split, or the figures are none that refunds of this split come to.</exception>
    public static SplitRefunds Of(SplitResult split, IReadOnlyList<long> givenBack)
    {
        var (start, figures) = (Of(split), givenBack?.ToArray() ?? throw new ArgumentNullException(nameof(givenBack)));
        var fits = figures.Length == start._original.Count
            && figures.Select((units, i) => units >= 0 && units <= start._original[i].Amount.Units).All(ok => ok);
        var state = fits ? new SplitRefunds(start._original, start.Amount, figures) : start;
        return fits && state.Lag().All(lag => lag > -1 && lag < Fraction.One)
            ? state
            : throw new ArgumentException("These are not figures that refunds of this split come to.", nameof(givenBack));
    }

    /// <summary>Refunds a part of what is left, or all of it.</summary>
    /// <param name="amount">Minor units in the currency of the split.</param>
    /// <exception cref="ArgumentException">The amount is in another currency.</exception>
    /// <exception cref="InvalidOperationException">The state was made from recorded figures that no refunds of this split come to.</exception>
    public RefundResult Refund(Money amount)
    {
        if (amount > Remaining || amount.Units < 0)
        {
            return new RefundResult(amount, [], this, amount.Units < 0 ? RefundProblem.NegativeAmount : RefundProblem.MoreThanRemains);
        }

        if (Amount.Units == 0)
        {
            return new RefundResult(amount, [.. _original.Select(line => Mirror(line, default))], this, RefundProblem.None);
        }

        var shares = _original.Select(line => new Fraction(line.Amount.Units, Amount.Units)).ToArray();
        var parts = Apportionment.Carry(amount.Units, shares, Lag())
            ?? throw new InvalidOperationException("The state of the refunds is not one that refunds of this split come to.");
        var givenBack = _givenBack.Select((units, i) => units + parts[i].Units).ToArray();
        return new RefundResult(
            amount, [.. parts.Select((part, i) => Mirror(_original[i], part))], new SplitRefunds(_original, Amount, givenBack), RefundProblem.None);
    }

    /// <summary>How far each line is behind its proportion of what was refunded so far.</summary>
    private Fraction[] Lag() => [.. _original.Select((line, i) =>
        Amount.Units == 0 ? Fraction.Zero : new Fraction(line.Amount.Units, Amount.Units) * Refunded.Units - _givenBack[i])];

    private static SplitLine Mirror(SplitLine line, Apportioned part) => line with
    {
        Amount = line.Amount.Currency.Of(part.Units),
        Exact = part.Exact,
        Carried = part.Carried,
        Floor = part.Floor,
        OddUnits = part.OddUnits,
        Reason = part.Reason,
        Moved = 0,
        Withheld = 0,
    };
}
