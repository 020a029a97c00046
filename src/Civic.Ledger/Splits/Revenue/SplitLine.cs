namespace Civic.Ledger;

/// <summary>
/// One line of a split or of its refund, with its rounding trace: <c>Amount = Floor + OddUnits + Moved - Withheld</c>, and
/// <c>Floor</c> is the floor of <c>Exact + Carried</c>, at least 0.
/// </summary>
/// <param name="Kind">What the line is.</param>
/// <param name="Name">The party of a share; the deduction's name otherwise.</param>
/// <param name="Party">Who gets the amount.</param>
/// <param name="From">Whose share it was taken from, for a withholding; otherwise <see langword="null"/>.</param>
/// <param name="Amount">What the party gets, 0 or more; in a refund, what it gives back.</param>
/// <param name="Exact">What the line would be if units could be divided, minor units.</param>
/// <param name="Carried">What was owed (above 0) or advanced (below 0) before, minor units; 0 unless remainders are carried.</param>
/// <param name="Floor">The whole units of it.</param>
/// <param name="OddUnits">Units above the floor.</param>
/// <param name="Reason">Why these went here.</param>
/// <param name="Moved">Units cut off (below 0), or taken over because others were cut (above 0). What a deduction is cut by stays in the shared amount.</param>
/// <param name="Withheld">What withholdings took from this share; they have lines of their own.</param>
public sealed record SplitLine(
    SplitLineKind Kind,
    string Name,
    string Party,
    string? From,
    Money Amount,
    Fraction Exact,
    Fraction Carried,
    long Floor,
    long OddUnits,
    OddUnitReason Reason,
    long Moved,
    long Withheld);
