namespace Civic.Journal;

/// <summary>What the writer believes about a stream when it appends; the append is refused when the belief is wrong.</summary>
public readonly record struct ExpectedVersion
{
    private ExpectedVersion(long value) => Value = value;

    /// <summary>-1 for any version, 0 for an empty stream, else the version of its last entry.</summary>
    public long Value { get; }

    /// <summary>Append whatever the stream holds: only for entries that do not depend on what came before.</summary>
    public static ExpectedVersion Any { get; } = new(-1);

    /// <summary>The stream has no entry yet. This is the default value.</summary>
    public static ExpectedVersion Empty => default;

    /// <summary>The stream's last entry has this version.</summary>
    /// <param name="version">0 (empty) or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">The version is negative.</exception>
    public static ExpectedVersion Exactly(long version)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(version);
        return new(version);
    }

    /// <summary>Whether a stream at this version is as expected.</summary>
    /// <param name="version">The version of the stream's last entry, 0 when it is empty.</param>
    public bool Allows(long version) => Value < 0 || Value == version;

    /// <summary>The version, or <c>any</c>.</summary>
    public override string ToString() => Value < 0 ? "any" : Value.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
