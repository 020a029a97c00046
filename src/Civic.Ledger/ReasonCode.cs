using System.Globalization;

namespace Civic.Ledger;

/// <summary>Why something is done by hand: a number of the host's own list of reasons.</summary>
/// <param name="Value">1 or more; the default value, 0, is no reason and is refused wherever one is asked for.</param>
public readonly record struct ReasonCode(ushort Value)
{
    /// <summary>The number in decimal digits.</summary>
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);

    internal ReasonCode ThrowIfNone(string parameter) =>
        Value != 0 ? this : throw new ArgumentException("Say why: a reason's number is 1 or more.", parameter);
}
