namespace Civic.Ledger;

/// <summary>Names a remittance batch. Chosen by the caller before the first try; the same identifier never books twice.</summary>
/// <param name="Value">A unique value, best a version 7 UUID; not empty.</param>
public readonly record struct RemittanceId(Guid Value)
{
    /// <summary>The value as 32 hexadecimal digits in groups.</summary>
    public override string ToString() => Value.ToString("D");
}
