namespace Civic.Ledger;

/// <summary>What came of calculating a record again.</summary>
/// <typeparam name="TRecord">The kind of record.</typeparam>
/// <param name="Record">The record as calculated again, when it is the same byte for byte; otherwise <see langword="null"/>.</param>
/// <param name="Difference">
/// The first place that differs and how (<c>$.lines[2].amount: recorded 30, recalculated 29</c>); otherwise <see langword="null"/>.
/// </param>
public sealed record Recalculation<TRecord>(TRecord? Record, string? Difference)
    where TRecord : class
{
    /// <summary>Whether the record holds.</summary>
    public bool IsSame => Record is not null;
}
