using NodaTime;

namespace Civic.Ledger;

/// <summary>All that a charge's lines follow from, with its rule's text: the inputs of the recalculation.</summary>
/// <param name="Id">The charge.</param>
/// <param name="Rule">The rule.</param>
/// <param name="Version">Its version.</param>
/// <param name="Day">Its accounting day; a refund's may be later.</param>
/// <param name="Reference">The number of the tax invoice or receipt.</param>
/// <param name="Gross">What was split, in minor units.</param>
/// <param name="Net">What was left to share after deductions, in minor units.</param>
/// <param name="Stated">Amounts of deductions that were stated with the charge, by name in ordinal order.</param>
/// <param name="Carried">What was carried before, in written order; empty when nothing was.</param>
/// <param name="Record">The recalculation hash of its <see cref="SplitRecord"/>, 64 hexadecimal digits.</param>
public sealed record StatementCharge(
    Guid Id,
    string Rule,
    int Version,
    LocalDate Day,
    string Reference,
    long Gross,
    long Net,
    OrderedDictionary<string, long> Stated,
    IReadOnlyList<StatementCarried> Carried,
    string Record);
