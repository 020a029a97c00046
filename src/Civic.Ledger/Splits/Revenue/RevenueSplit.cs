using System.Collections.Immutable;

namespace Civic.Ledger;

/// <summary>
/// The plain split, which reads like the ordinance: owner 50, operator 30, district 20. It is immutable: each call gives a new split.
/// Shares add to exactly 1; <see cref="Problem"/> says when they do not yet.
/// </summary>
/// <example>
/// <code>
/// var split = RevenueSplit.Of(Currency.Krw).Give("owner", 50.Percent()).Give("operator", 30.Percent()).Give("district", 20.Percent());
/// </code>
/// </example>
public sealed class RevenueSplit
{
    internal const int MostParties = 100;

    private readonly ImmutableArray<(string Party, Share? Share)> _parties = [];
    private readonly Fraction _given;
    private readonly ImmutableArray<Deduction> _before = [];
    private readonly ImmutableArray<(string Party, Deduction Deduction)> _after = [];

    private RevenueSplit(Currency currency) => Currency = currency;

    private RevenueSplit(
        RevenueSplit other,
        ImmutableArray<(string Party, Share? Share)>? parties = null,
        ImmutableArray<Deduction>? before = null,
        ImmutableArray<(string Party, Deduction Deduction)>? after = null,
        Rounding? rounding = null)
    {
        Currency = other.Currency;
        Rounding = rounding ?? other.Rounding;
        _given = parties is { } changed ? other._given + (changed[^1].Share?.Value ?? Fraction.Zero) : other._given;
        (_parties, _before, _after) = (parties ?? other._parties, before ?? other._before, after ?? other._after);
        Parties = [.. _parties.Select(p => p.Party)];
        Problem = FindProblem();
        Fractions = Problem is null ? [.. _parties.Select(p => p.Share?.Value ?? (Fraction.One - _given))] : [];
    }

    /// <summary>The currency of every amount.</summary>
    public Currency Currency { get; }

    /// <summary>How odd units are given; in written order unless chosen otherwise.</summary>
    public Rounding Rounding { get; } = Rounding.WrittenOrder;

    /// <summary>The parties in written order.</summary>
    public IReadOnlyList<string> Parties { get; } = [];

    /// <summary>What is missing for the split to be used, or <see langword="null"/> when it is whole.</summary>
    public string? Problem { get; } = "No party is given a share.";

    internal Fraction[] Fractions { get; } = [];

    internal ImmutableArray<(string Party, Share? Share)> Gives => _parties;

    internal ImmutableArray<Deduction> Before => _before;

    internal ImmutableArray<(string Party, Deduction Deduction)> Withholdings => _after;

    /// <summary>A split of amounts in this currency, with no party yet.</summary>
    /// <param name="currency">The currency.</param>
    /// <exception cref="ArgumentException">It is no currency.</exception>
    public static RevenueSplit Of(Currency currency) =>
        currency.Ledger != 0 ? new RevenueSplit(currency) : throw new ArgumentException("A split needs a currency.", nameof(currency));

    /// <summary>Gives a party its share.</summary>
    /// <param name="party">The party, named once; a role or a token, never a person's name.</param>
    /// <param name="share">Above 0, at most 1, and at most 40 characters as a fraction.</param>
    /// <exception cref="ArgumentException">The party is named already, a name or share is not fit for a record, or there are 100 parties.</exception>
    public RevenueSplit Give(string party, Share share) => share.Value.Sign > 0
        ? Add(party, SplitText.Part(share, nameof(share)))
        : throw new ArgumentOutOfRangeException(nameof(share), "A party's share is above 0.");

    /// <summary>Gives a party what the other shares leave of the whole. At most one party gets it.</summary>
    /// <param name="party">The party, named once.</param>
    /// <exception cref="ArgumentException">The party is named already or another gets the rest.</exception>
    public RevenueSplit GiveRest(string party) => _parties.Any(p => p.Share is null)
        ? throw new ArgumentException("Another party gets the rest already.", nameof(party))
        : Add(party, null);

    /// <summary>Takes a deduction from the whole amount before it is shared; each is computed from the whole, in written order.</summary>
    /// <param name="deduction">What is taken.</param>
    /// <exception cref="ArgumentException">Another deduction has its name.</exception>
    public RevenueSplit After(Deduction deduction) => new(this, before: _before.Add(Fresh(deduction)));

    /// <summary>Takes a deduction from a party's share when shares are made; each is computed from the rounded share.</summary>
    /// <param name="party">A party that was given a share.</param>
    /// <param name="deduction">What is taken.</param>
    /// <exception cref="ArgumentException">The party has no share, or another deduction has its name.</exception>
    public RevenueSplit Withhold(string party, Deduction deduction) => Parties.Contains(party)
        ? new(this, after: _after.Add((party, Fresh(deduction))))
        : throw new ArgumentException("Give the party its share first.", nameof(party));

    /// <summary>Chooses how odd units are given.</summary>
    /// <param name="rounding">The policy; the parties it names must be parties of the split.</param>
    public RevenueSplit Round(Rounding rounding)
    {
        ArgumentNullException.ThrowIfNull(rounding);
        return new(this, rounding: rounding);
    }

    /// <summary>
    /// Splits an amount: what each party gets, with the trace of how it was rounded. Lines add to the amount exactly.
    /// Time grows with the number of parties.
    /// </summary>
    /// <param name="amount">The amount, in the currency of the split.</param>
    /// <param name="stated">Minor units, 0 or more, of every stated deduction, by its name.</param>
    /// <param name="carried">What the split before left, when remainders are carried; nothing when left out.</param>
    /// <exception cref="ArgumentException">The amount is in another currency, or a stated deduction is missing.</exception>
    /// <exception cref="InvalidOperationException">The split is not whole: see <see cref="Problem"/>.</exception>
    public SplitResult Split(Money amount, IReadOnlyDictionary<string, long>? stated = null, CarriedRemainders? carried = null) => Problem is not null
        ? throw new InvalidOperationException($"The split is not whole. {Problem}")
        : amount.Currency != Currency
            ? throw new ArgumentException($"The split is in {Currency} and the amount in {amount.Currency}.", nameof(amount))
            : SplitComputation.Run(this, amount.Units, stated, carried ?? CarriedRemainders.None);

    private RevenueSplit Add(string party, Share? share)
    {
        SplitText.Name(party, nameof(party));
        return Parties.Contains(party) || _parties.Length == MostParties
            ? throw new ArgumentException($"A party is named once, and there are at most {MostParties}.", nameof(party))
            : new(this, parties: _parties.Add((party, share)));
    }

    private Deduction Fresh(Deduction deduction)
    {
        ArgumentNullException.ThrowIfNull(deduction);
        return _before.Concat(_after.Select(a => a.Deduction)).Any(d => d.Name == deduction.Name) || _before.Length + _after.Length == MostParties
            ? throw new ArgumentException($"A deduction is named once, and there are at most {MostParties}.", nameof(deduction))
            : deduction;
    }

    private string? FindProblem()
    {
        var hasRest = _parties.Any(p => p.Share is null);
        return _parties.IsEmpty ? "No party is given a share."
            : hasRest && _given >= Fraction.One ? $"The shares add to {_given}, so no rest is left for the party that gets it."
            : !hasRest && _given != Fraction.One ? $"The shares add to {_given}; they must add to exactly 1."
            : Rounding.ResidualParty is { } odd && !Parties.Contains(odd) ? "The party that gets the odd units has no share."
            : Rounding.RestParty is { } rest && !Parties.Contains(rest) ? "The party that gets what is cut off has no share."
            : null;
    }
}
