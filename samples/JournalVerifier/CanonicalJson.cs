using System.Buffers;
using System.Globalization;
using System.Text.Json;

namespace Civic.Samples.JournalVerifier;

/// <summary>JSON that can be written in one way only: in ASCII, without spaces, fields in a set order.</summary>
internal static class CanonicalJson
{
    /// <exception cref="InvalidDataException">The text is not written in the one way.</exception>
    public static JsonElement Parse(byte[] text)
    {
        using var json = JsonDocument.Parse(text, new() { AllowDuplicateProperties = false, MaxDepth = 16 });
        JournalBytes.Need(Write(json.RootElement.WriteTo).AsSpan().SequenceEqual(text), "the text is not in canonical form");
        return json.RootElement.Clone();
    }

    public static byte[] Write(Action<Utf8JsonWriter> write)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(bytes))
        {
            write(json);
        }

        return bytes.WrittenSpan.ToArray();
    }

    /// <summary>Refuses an object that does not have these fields in this order; those that end in <c>?</c> may be missing.</summary>
    public static void Fields(JsonElement json, params ReadOnlySpan<string> names)
    {
        var at = 0;
        foreach (var field in json.EnumerateObject())
        {
            while (at < names.Length && names[at].EndsWith('?') && names[at] != field.Name + "?")
            {
                at++;
            }

            JournalBytes.Need(at < names.Length && names[at].TrimEnd('?') == field.Name, "a field is unknown or out of order");
            at++;
        }

        while (at < names.Length && names[at].EndsWith('?'))
        {
            at++;
        }

        JournalBytes.Need(at == names.Length, "a field is missing");
    }

    /// <summary>A number that is written as decimal digits in a string.</summary>
    public static long Whole(JsonElement json, string name) => Whole(json.GetProperty(name));

    /// <summary>A number that is written as decimal digits in a string.</summary>
    public static long Whole(JsonElement json)
    {
        var text = json.GetString()!;
        var number = long.Parse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        JournalBytes.Need(FormattableString.Invariant($"{number}") == text, "a number is not written in its one way");
        return number;
    }

    public static DateOnly Day(JsonElement json, string name) =>
        DateOnly.ParseExact(JournalBytes.String(json, name), "yyyy-MM-dd", CultureInfo.InvariantCulture);

    public static bool IsNull(JsonElement json, string name) => json.GetProperty(name).ValueKind == JsonValueKind.Null;
}
