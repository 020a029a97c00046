using System.Globalization;

namespace Civic.Journal;

/// <summary>
/// A person, as far as the journal knows: a random number that says nothing by itself. Whoever can tell the person behind it keeps that elsewhere.
/// </summary>
/// <param name="Value">A random UUID; the default value names nobody and is refused wherever a subject is asked for.</param>
public readonly record struct SubjectId(Guid Value)
{
    /// <summary>The 36 characters of the UUID.</summary>
    public override string ToString() => Value.ToString("D", CultureInfo.InvariantCulture);

    /// <summary>Refuses the default value.</summary>
    internal void ThrowIfDefault(string parameter)
    {
        if (Value == Guid.Empty)
        {
            throw new ArgumentException("No subject was named: give a random UUID.", parameter);
        }
    }
}
