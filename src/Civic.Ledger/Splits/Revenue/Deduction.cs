namespace Civic.Ledger;

/// <summary>
/// What is taken from an amount before it is shared, or from one party's share after: a card fee, the value added tax contained in a price, a
/// tax to withhold. It is rounded down.
/// </summary>
public sealed record Deduction
{
    private Deduction(string name, string payee) => (Name, Payee) = (SplitText.Name(name, nameof(name)), SplitText.Name(payee, nameof(payee)));

    /// <summary>Its name, unique within a split.</summary>
    public string Name { get; }

    /// <summary>Who gets it.</summary>
    public string Payee { get; }

    /// <summary>The part of the amount that is taken, 0 to 1; <see langword="null"/> when it is not a part.</summary>
    public Share? Part { get; private init; }

    /// <summary>Minor units that are taken, 0 or more; <see langword="null"/> when it is not fixed.</summary>
    public long? Units { get; private init; }

    /// <summary>Whether the amount comes with each split (the fee that the card company charged for this payment).</summary>
    public bool IsStated => Part is null && Units is null;

    /// <summary>It is cut down to a multiple of this many minor units, 1 or more. Withheld taxes in Korea are cut to tens of won.</summary>
    public long TruncateTo { get; private init; } = 1;

    /// <summary>A part of the amount: 10 % value added tax contained in a price is <c>1/11</c>.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="part">0 to 1, at most 40 characters as a fraction.</param>
    /// <param name="payee">Who gets it; the name when left out.</param>
    /// <exception cref="ArgumentException">A name or part is not fit for a record.</exception>
    public static Deduction Of(string name, Share part, string? payee = null) =>
        new(name, payee ?? name) { Part = SplitText.Part(part, nameof(part)) };

    /// <summary>A fixed amount each time.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="units">Minor units of the split's currency, 0 or more.</param>
    /// <param name="payee">Who gets it; the name when left out.</param>
    /// <exception cref="ArgumentException">A name is empty or not fit for a record, or the amount is below 0.</exception>
    public static Deduction Fixed(string name, long units, string? payee = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(units);
        return new Deduction(name, payee ?? name) { Units = units };
    }

    /// <summary>An amount that comes with each split.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="payee">Who gets it; the name when left out.</param>
    /// <exception cref="ArgumentException">A name is empty or not fit for a record.</exception>
    public static Deduction Stated(string name, string? payee = null) => new(name, payee ?? name);

    /// <summary>The same, cut down to round amounts.</summary>
    /// <param name="units">Minor units, 1 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number is below 1.</exception>
    public Deduction Truncate(long units)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(units, 1);
        return this with { TruncateTo = units };
    }

    internal SplitLine From(long amount, Currency currency, IReadOnlyDictionary<string, long>? stated, string? party)
    {
        var exact = Part is { } part ? part.Value * amount : Units ?? StatedUnits(stated);
        var floor = (long)exact.Floor;
        var cut = floor % TruncateTo;
        return new SplitLine(
            party is null ? SplitLineKind.Deduction : SplitLineKind.Withholding,
            Name,
            Payee,
            party,
            currency.Of(floor - cut),
            exact,
            Fraction.Zero,
            floor,
            0,
            OddUnitReason.None,
            -cut,
            0);
    }

    private long StatedUnits(IReadOnlyDictionary<string, long>? stated) =>
        stated is not null && stated.TryGetValue(Name, out var units) && units >= 0
            ? units
            : throw new ArgumentException($"State the amount of the deduction '{Name}' with this split, 0 or more minor units.", nameof(stated));
}
