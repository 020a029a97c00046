namespace Civic.Ledger;

/// <summary>How a line was rounded: the fields of <see cref="SplitLine"/>, with fractions written as <c>-1/3</c>.</summary>
/// <param name="Line">The line's place in the split, from 0.</param>
/// <param name="Kind">What the line is.</param>
/// <param name="Name">The party of a share; the deduction's name otherwise.</param>
/// <param name="Party">Who gets the amount.</param>
/// <param name="From">Whose share it was taken from, for a withholding.</param>
/// <param name="Amount">What it came to, in minor units.</param>
/// <param name="Exact">What it would be if units could be divided.</param>
/// <param name="Carried">What was owed or advanced before.</param>
/// <param name="Floor">The whole units of it.</param>
/// <param name="OddUnits">Units above the floor.</param>
/// <param name="Reason">Why these went here.</param>
/// <param name="Moved">Units cut off or taken over.</param>
/// <param name="Withheld">What withholdings took from this share.</param>
public sealed record StatementTrace(
    int Line,
    SplitLineKind Kind,
    string Name,
    string Party,
    string? From,
    long Amount,
    string Exact,
    string Carried,
    long Floor,
    long OddUnits,
    OddUnitReason Reason,
    long Moved,
    long Withheld)
{
    internal static StatementTrace Of(int index, SplitLine line) => new(
        index, line.Kind, line.Name, line.Party, line.From, line.Amount.Units, line.Exact.ToString(), line.Carried.ToString(), line.Floor,
        line.OddUnits, line.Reason, line.Moved, line.Withheld);
}
