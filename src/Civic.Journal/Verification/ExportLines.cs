using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using NodaTime.Text;

namespace Civic.Journal;

/// <summary>
/// The lines of an export. There is one way to write each, and reading accepts no other: a line is written again from what was read and must be the
/// same, so that no byte of an export can change unseen.
/// </summary>
internal static class ExportLines
{
    /// <summary>Longest line, without its end: a payload of 16 MiB in base64 and the rest.</summary>
    public const int MaxLength = 24 << 20;

    private static readonly InstantPattern At = InstantPattern.CreateWithInvariantCulture("uuuu'-'MM'-'dd'T'HH':'mm':'ss'.'fffffff'Z'");
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The first line.</summary>
    public static ReadOnlySpan<byte> Header => """{"format":"civic.journal.export","version":1}"""u8;

    public static bool IsHead(ReadOnlySpan<byte> line) => line.StartsWith("""{"count":"""u8);

    public static void Write(IBufferWriter<byte> to, JournalEntry entry)
    {
        using var json = new Utf8JsonWriter(to, Plain);
        json.WriteStartObject();
        json.WriteNumber("position"u8, entry.Position);
        json.WriteString("stream"u8, entry.Stream.ToString());
        json.WriteNumber("version"u8, entry.Version);
        json.WriteString("type"u8, entry.Type);
        json.WriteString("at"u8, At.Format(entry.At));
        json.WriteBase64String("payload"u8, entry.Payload.Span);
        json.WriteString("hash"u8, entry.Hash.ToString());
        json.WriteEndObject();
    }

    public static void Write(IBufferWriter<byte> to, JournalHead head, SignedHead? signed)
    {
        using var json = new Utf8JsonWriter(to, Plain);
        json.WriteStartObject();
        json.WriteNumber("count"u8, head.Count);
        json.WriteString("root"u8, head.Root.ToString());
        if (signed is not null)
        {
            json.WriteString("at"u8, At.Format(signed.At));
            json.WriteBase64String("signature"u8, signed.Signature);
        }

        json.WriteEndObject();
    }

    public static JournalEntry? ReadEntry(ReadOnlySpan<byte> line)
    {
        try
        {
            var json = new Utf8JsonReader(line);
            json.Read();
            var entry = new JournalEntry(
                Number(ref json, "position"u8),
                StreamId.Parse(Text(ref json, "stream"u8)),
                Number(ref json, "version"u8),
                Text(ref json, "type"u8),
                At.Parse(Text(ref json, "at"u8)).Value,
                Bytes(ref json, "payload"u8),
                Digest.Parse(Text(ref json, "hash"u8)));
            var again = new ArrayBufferWriter<byte>(line.Length + 1);
            Write(again, entry);
            return again.WrittenSpan.SequenceEqual(line) ? entry : null;
        }
        catch (Exception e) when (IsBadLine(e))
        {
            return null;
        }
    }

    public static (JournalHead Head, SignedHead? Signed)? ReadHead(ReadOnlySpan<byte> line)
    {
        try
        {
            var json = new Utf8JsonReader(line);
            json.Read();
            var head = new JournalHead(Number(ref json, "count"u8), Digest.Parse(Text(ref json, "root"u8)));
            SignedHead? signed = null;
            if (json.Read() && json.TokenType == JsonTokenType.PropertyName)
            {
                json = new Utf8JsonReader(line);
                (_, _, _) = (json.Read(), Number(ref json, "count"u8), Text(ref json, "root"u8));
                signed = new(head, At.Parse(Text(ref json, "at"u8)).Value, Bytes(ref json, "signature"u8));
            }

            var again = new ArrayBufferWriter<byte>(256);
            Write(again, head, signed);
            return again.WrittenSpan.SequenceEqual(line) ? (head, signed) : null;
        }
        catch (Exception e) when (IsBadLine(e))
        {
            return null;
        }
    }

    private static bool IsBadLine(Exception e) => e is JsonException or FormatException or InvalidOperationException or ArgumentException or OverflowException;

    private static long Number(ref Utf8JsonReader json, ReadOnlySpan<byte> name)
    {
        Value(ref json, name);
        return json.GetInt64();
    }

    private static string Text(ref Utf8JsonReader json, ReadOnlySpan<byte> name)
    {
        Value(ref json, name);
        return json.GetString() ?? throw new FormatException("A text is missing.");
    }

    private static byte[] Bytes(ref Utf8JsonReader json, ReadOnlySpan<byte> name)
    {
        Value(ref json, name);
        return json.GetBytesFromBase64();
    }

    private static void Value(ref Utf8JsonReader json, ReadOnlySpan<byte> name)
    {
        if (!json.Read() || json.TokenType != JsonTokenType.PropertyName || !json.ValueTextEquals(name) || !json.Read())
        {
            throw new FormatException("A property is missing or not in its place.");
        }
    }
}
