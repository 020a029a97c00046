using System.Globalization;

namespace Civic.Ledger;

/// <summary>Names who acts, without saying who it is: a number that the host's register of persons knows, never a name or a resident number.</summary>
/// <param name="Value">1 or more; the default value, 0, is nobody and is refused wherever an actor is asked for.</param>
public readonly record struct ActorId(ulong Value)
{
    /// <summary>The number in decimal digits.</summary>
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);

    internal ActorId ThrowIfNobody(string parameter) =>
        Value != 0 ? this : throw new ArgumentException("Say who acts: an actor's number is 1 or more.", parameter);
}
