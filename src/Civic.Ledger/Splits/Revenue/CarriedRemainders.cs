namespace Civic.Ledger;

/// <summary>
/// What each party of a split is still owed (above 0) or was advanced (below 0) by rounding, as exact fractions of a minor unit, each
/// strictly between -1 and 1 and together 0. The state that one split hands to the next.
/// </summary>
public sealed class CarriedRemainders : IEquatable<CarriedRemainders>
{
    private readonly KeyValuePair<string, Fraction>[] _parties;

    internal CarriedRemainders(IEnumerable<KeyValuePair<string, Fraction>> parties) => _parties = [.. parties];

    /// <summary>Nothing carried: where a rule, and each version of it, starts.</summary>
    public static CarriedRemainders None { get; } = new([]);

    /// <summary>The remainders by party, in the written order of the split; empty when nothing is carried.</summary>
    public IReadOnlyList<KeyValuePair<string, Fraction>> Parties => _parties;

    /// <inheritdoc/>
    public bool Equals(CarriedRemainders? other) => other is not null && _parties.AsSpan().SequenceEqual(other._parties);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as CarriedRemainders);

    /// <inheritdoc/>
    public override int GetHashCode() => _parties.Aggregate(0, HashCode.Combine);

    /// <summary>The fractions of these parties in order, or <see langword="null"/> when the state is of others or out of bounds.</summary>
    internal Fraction[]? Of(IReadOnlyList<string> parties)
    {
        if (_parties.Length == 0)
        {
            return new Fraction[parties.Count];
        }

        var sum = _parties.Aggregate(Fraction.Zero, (total, p) => total + p.Value);
        var fits = _parties.Select(p => p.Key).SequenceEqual(parties) && sum.Sign == 0
            && Array.TrueForAll(_parties, p => p.Value > -1 && p.Value < Fraction.One);
        return fits ? [.. _parties.Select(p => p.Value)] : null;
    }
}
