using System.Globalization;

namespace Civic.Ledger;

/// <summary>Names a transfer: a number from 1 to 2^128 - 2, so that a 64-bit number, a UUID or a hash fits.</summary>
/// <param name="Value">The number.</param>
public readonly record struct TransferId(UInt128 Value)
{
    /// <summary>The transfer with this number.</summary>
    /// <param name="value">The number.</param>
    public static implicit operator TransferId(ulong value) => new(value);

    /// <summary>The transfer with this number.</summary>
    /// <param name="value">The number.</param>
    public static TransferId FromUInt64(ulong value) => new(value);

    /// <summary>The number in decimal digits.</summary>
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}
