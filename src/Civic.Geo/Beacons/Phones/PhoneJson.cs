using System.Buffers;
using System.Buffers.Text;
using System.Text.Json;

namespace Civic.Geo.Beacons;

/// <summary>Reads values of JSON messages without allocating. Values of another kind than expected count as absent.</summary>
internal static class PhoneJson
{
    /// <summary>Longer than any text that is looked at.</summary>
    internal const int MaxTextLength = 256;

    private const int MaxDepth = 32;

    internal static Utf8JsonReader Open(in ReadOnlySequence<byte> body) => new(body, new JsonReaderOptions { MaxDepth = MaxDepth });

    /// <summary>Whether the whole body is one JSON value, no deeper than 32 levels: what is read afterwards cannot break off.</summary>
    internal static bool IsWellFormed(in ReadOnlySequence<byte> body)
    {
        try
        {
            var reader = Open(body);
            while (reader.Read())
            {
            }

            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    /// <summary>Reads a number, or one written as a text; NaN for anything else.</summary>
    internal static double Number(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.Number)
        {
            return reader.TryGetDouble(out var number) && double.IsFinite(number) ? number : double.NaN;
        }

        Span<byte> text = stackalloc byte[MaxTextLength];
        var length = Text(ref reader, text);
        return length > 0 && Utf8Parser.TryParse(text[..length], out double parsed, out var used) && used == length && double.IsFinite(parsed)
            ? parsed
            : double.NaN;
    }

    /// <summary>Reads a moment, as a number or a text.</summary>
    internal static long? Time(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.Number)
        {
            return PhoneTime.TryConvert(Number(ref reader), out var counted) ? counted : null;
        }

        Span<byte> text = stackalloc byte[MaxTextLength];
        return PhoneTime.TryRead(text[..Text(ref reader, text)], out var written) ? written : null;
    }

    /// <summary>Copies a text, unescaped, or the digits of a number.</summary>
    /// <returns>Its length; 0 for anything else, for what does not fit, and for broken UTF-8.</returns>
    internal static int Text(ref Utf8JsonReader reader, scoped Span<byte> destination)
    {
        var length = reader.HasValueSequence ? reader.ValueSequence.Length : reader.ValueSpan.Length;
        if (length > destination.Length || reader.TokenType is not (JsonTokenType.String or JsonTokenType.Number))
        {
            return 0;
        }

        if (reader.TokenType == JsonTokenType.String && reader.ValueIsEscaped)
        {
            return Unescape(ref reader, destination);
        }

        if (reader.HasValueSequence)
        {
            reader.ValueSequence.CopyTo(destination);
        }
        else
        {
            reader.ValueSpan.CopyTo(destination);
        }

        return (int)length;
    }

    internal static DeviceKey Device(ref Utf8JsonReader reader)
    {
        Span<byte> text = stackalloc byte[MaxTextLength];
        return DeviceKey.TryCreate(text[..Text(ref reader, text)], out var device) ? device : DeviceKey.None;
    }

    internal static bool IsTrue(ref Utf8JsonReader reader) => reader.TokenType == JsonTokenType.True;

    /// <summary>Escapes may spell half a character, which has no bytes; the platform says so by an exception.</summary>
    private static int Unescape(ref Utf8JsonReader reader, scoped Span<byte> destination)
    {
        try
        {
            return reader.CopyString(destination);
        }
        catch (InvalidOperationException)
        {
            return 0;
        }
    }
}
