namespace Civic.Journal;

/// <summary>
/// Names one append, so that it can be tried again after a lost reply without happening twice. Unique within a stream; the default
/// value is no key.
/// </summary>
/// <param name="Value">A unique value, best a version 7 UUID, chosen by the writer before the first try.</param>
public readonly record struct AppendKey(Guid Value)
{
    /// <summary>Whether no key was given.</summary>
    public bool IsNone => Value == Guid.Empty;
}
