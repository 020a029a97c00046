using System.Globalization;

namespace Civic.Ledger;

/// <summary>Names an account: a number from 1 to 2^128 - 2, so that a 64-bit number, a UUID or a hash fits.</summary>
/// <param name="Value">The number.</param>
public readonly record struct AccountId(UInt128 Value)
{
    /// <summary>The account with this number.</summary>
    /// <param name="value">The number.</param>
    public static implicit operator AccountId(ulong value) => new(value);

    /// <summary>The account with this number.</summary>
    /// <param name="value">The number.</param>
    public static AccountId FromUInt64(ulong value) => new(value);

    /// <summary>The number in decimal digits.</summary>
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}
