using NodaTime;

namespace Civic.Ledger;

/// <summary>A dividend before it is paid.</summary>
/// <param name="Id">Its identifier, chosen before the first try.</param>
/// <param name="Source">The account that it is paid from.</param>
/// <param name="Amount">What is paid in all, 1 or more minor units.</param>
/// <param name="Rounding">How parts become whole units.</param>
/// <param name="IsLinked">
/// Whether a chunk is booked as a whole or not at all. Else a part that the book refuses is left out, counted, and stays in the source.
/// </param>
/// <param name="Day">The accounting day.</param>
/// <param name="LegalBasis">The rule it follows from, 1 to 400 characters.</param>
public sealed record DividendDeclaration(
    DividendId Id, AccountId Source, Money Amount, DividendRounding Rounding, bool IsLinked, LocalDate Day, string LegalBasis);
