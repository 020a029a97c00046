using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Civic.Samples.JournalVerifier;

/// <summary>The bytes that hashes and signatures cover, as docs/journal.md says under "The hashes".</summary>
internal static partial class JournalBytes
{
    private const string Instants = "yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'";

    /// <summary>Whether stream, type, payload and hash can be those of an entry.</summary>
    public static bool IsEntry(string stream, string type, byte[] payload, byte[] hash) =>
        StreamName().IsMatch(stream) && TypeName().IsMatch(type) && payload.Length <= 16 << 20 && hash.Length == 32;

    public static byte[] EntryHash(byte[] previous, string stream, long version, string type, string at, byte[] payload) => SHA256.HashData(
        [.. previous, .. Sized(stream), .. Number(version), .. Sized(type), .. Number(Ticks(at)), .. Number(payload.Length)[4..], .. payload]);

    public static byte[] Leaf(byte[] hash) => SHA256.HashData([0, .. hash]);

    public static byte[] Node(byte[] left, byte[] right) => SHA256.HashData([1, .. left, .. right]);

    /// <summary>Whether the 132 bytes of a head are signed with the key; without a key, whether there are as many.</summary>
    public static bool IsSigned(byte[] head, ECDsa? key) => head.Length == 132
        && (key is null || key.VerifyData(head.AsSpan(0, 68), head.AsSpan(68), HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation));

    /// <summary>The 132 bytes of a head's PEM block.</summary>
    /// <exception cref="FormatException">The text holds no such block.</exception>
    public static byte[] HeadOf(string pem)
    {
        if (!PemEncoding.TryFind(pem, out var found) || pem[found.Label] != "CIVIC JOURNAL HEAD")
        {
            throw new FormatException("There is no signed head.");
        }

        var bytes = Convert.FromBase64String(pem[found.Base64Data]);
        return bytes.Length == 132 && bytes.AsSpan(0, 20).SequenceEqual("civic.journal.head/1"u8)
            ? bytes
            : throw new FormatException("There is no signed head.");
    }

    public static byte[] Number(long value)
    {
        var bytes = new byte[8];
        BinaryPrimitives.WriteInt64BigEndian(bytes, value);
        return bytes;
    }

    /// <summary>100 ns since 1970.</summary>
    public static long Ticks(string at) =>
        DateTime.ParseExact(at, Instants, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal).Ticks
        - DateTime.UnixEpoch.Ticks;

    public static string Instant(long ticks) =>
        new DateTime(checked(ticks + DateTime.UnixEpoch.Ticks), DateTimeKind.Utc).ToString(Instants, CultureInfo.InvariantCulture);

    public static string String(JsonElement json, string name) => json.GetProperty(name).GetString() ?? throw new FormatException();

    public static void Need(bool holds, string otherwise)
    {
        if (!holds)
        {
            throw new InvalidDataException(otherwise);
        }
    }

    /// <summary>Whether the platform says so that a text is not of the form it was read as.</summary>
    public static bool IsWrongForm(Exception e) =>
        e is JsonException or FormatException or InvalidOperationException or KeyNotFoundException or OverflowException or ArgumentException;

    private static byte[] Sized(string ascii) => [.. Number(ascii.Length)[4..], .. Encoding.ASCII.GetBytes(ascii)];

    [GeneratedRegex(@"\A[A-Za-z0-9\-_.:]{1,60}/[A-Za-z0-9\-_.:]{1,140}\z")]
    private static partial Regex StreamName();

    [GeneratedRegex(@"\A[!-~]{1,100}\z")]
    private static partial Regex TypeName();
}
