using System.Diagnostics.CodeAnalysis;

namespace Civic.Geo;

/// <summary>Well-known text (OGC Simple Features) in and out: POINT, LINESTRING, POLYGON and MULTIPOLYGON, X = longitude.</summary>
/// <remarks>
/// A leading <c>SRID=4326;</c> is taken, another SRID refused; Z and M values are read over. EMPTY is refused, for an area without a surface
/// answers no question. The antimeridian and the poles are treated as in <see cref="GeoJson"/>.
/// </remarks>
public static class WellKnownText
{
    /// <summary>Longest text that is read, characters: 64 Mi.</summary>
    public const int MaximumLength = 64 << 20;

    /// <summary>Reads one shape.</summary>
    /// <param name="text">The text.</param>
    /// <param name="shape">The shape; <see langword="null"/> when the text is refused.</param>
    /// <param name="error">What is wrong and at which character; <see langword="null"/> on success.</param>
    public static bool TryParse(ReadOnlySpan<char> text, [NotNullWhen(true)] out GeoShape? shape, [NotNullWhen(false)] out string? error)
    {
        shape = null;
        if (text.Length > MaximumLength)
        {
            error = $"The text has {text.Length} characters; at most {MaximumLength} are read.";
            return false;
        }

        try
        {
            var reading = new WellKnownTextReading(text);
            shape = reading.Shape();
            error = null;
            return true;
        }
        catch (FormatException refused)
        {
            error = refused.Message;
            return false;
        }
    }

    /// <summary>Reads one shape.</summary>
    /// <param name="text">The text.</param>
    /// <exception cref="FormatException">The text is refused; the message says what and where.</exception>
    public static GeoShape Parse(ReadOnlySpan<char> text) => TryParse(text, out var shape, out var error) ? shape : throw new FormatException(error);

    /// <summary>The text of a shape; numbers have all their digits.</summary>
    /// <param name="shape">What.</param>
    public static string Write(GeoShape shape)
    {
        ArgumentNullException.ThrowIfNull(shape);
        return WellKnownTextWriting.Text(shape);
    }
}
