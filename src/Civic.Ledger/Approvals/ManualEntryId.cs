namespace Civic.Ledger;

/// <summary>Names a manual entry; chosen by the proposer before the first try.</summary>
/// <param name="Value">A unique value, best a version 7 UUID.</param>
public readonly record struct ManualEntryId(Guid Value)
{
    /// <summary>The value as 32 hexadecimal digits in groups.</summary>
    public override string ToString() => Value.ToString("D");
}
