using System.Buffers;

namespace Civic.Journal;

/// <summary>
/// The name of one stream: a family, which says what kind of thing it is and is the unit of single-writer leases, and a name within
/// it. Written <c>family/name</c>, as in <c>ledger/main</c> or <c>complaint/0190f7c2</c>.
/// </summary>
/// <remarks>The default value names no stream and is refused wherever a stream is asked for.</remarks>
public readonly record struct StreamId
{
    private static readonly SearchValues<char> Allowed = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.:");

    /// <summary>Longest family, in characters.</summary>
    public const int MaxFamilyLength = 60;

    /// <summary>Longest name within a family, in characters.</summary>
    public const int MaxNameLength = 140;

    /// <summary>Makes the name of a stream.</summary>
    /// <param name="family">1 to 60 of the letters A-Z, a-z, digits and <c>-_.:</c>.</param>
    /// <param name="name">1 to 140 of the same. Never personal data: names stay readable when a person's payloads are shredded.</param>
    /// <exception cref="ArgumentException">A part is empty, too long or has another character.</exception>
    public StreamId(string family, string name)
    {
        Family = Checked(family, MaxFamilyLength, nameof(family));
        Name = Checked(name, MaxNameLength, nameof(name));
    }

    /// <summary>What kind of thing the stream is about, as <c>ledger</c>.</summary>
    public string Family { get; }

    /// <summary>Which one of its family, as <c>main</c>.</summary>
    public string Name { get; }

    /// <summary>Reads <c>family/name</c>.</summary>
    /// <param name="text">The written form.</param>
    /// <exception cref="FormatException">It is not of that form.</exception>
    public static StreamId Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        try
        {
            return slash > 0 ? new(text[..slash], text[(slash + 1)..]) : throw new FormatException($"'{text}' is not a stream: write family/name, as ledger/main.");
        }
        catch (ArgumentException wrong)
        {
            throw new FormatException($"'{text}' is not a stream: {wrong.Message}", wrong);
        }
    }

    /// <summary>The written form, <c>family/name</c>.</summary>
    public override string ToString() => Family is null ? "" : $"{Family}/{Name}";

    /// <summary>Refuses the default value.</summary>
    internal void ThrowIfDefault(string parameter)
    {
        if (Family is null)
        {
            throw new ArgumentException("No stream was named: make one with new StreamId(family, name).", parameter);
        }
    }

    private static string Checked(string part, int longest, string parameter)
    {
        ArgumentException.ThrowIfNullOrEmpty(part, parameter);
        return part.Length <= longest && !part.AsSpan().ContainsAnyExcept(Allowed)
            ? part
            : throw new ArgumentException($"'{part}' must be at most {longest} letters (A-Z, a-z), digits or -_.: characters.", parameter);
    }
}
