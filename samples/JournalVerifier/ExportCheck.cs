using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Civic.Samples.JournalVerifier;

/// <summary>
/// Checks an export of a Civic journal with nothing but the platform: written from docs/journal.md, it shares no code with the program that made the export.
/// </summary>
/// <param name="key">The signer's public key, or null to check no signatures.</param>
/// <param name="keptHeads">Signed heads that were kept elsewhere (the 132 bytes of their PEM blocks): the journal must have had each of them.</param>
/// <param name="progress">Told the number of entries checked.</param>
public sealed partial class ExportCheck(ECDsa? key, IEnumerable<byte[]> keptHeads, Action<long> progress)
{
    private const int MaxLine = 24 << 20;
    private const int MaxPayload = 16 << 20;
    private const string Instants = "yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'";
    private readonly Dictionary<string, (long Version, byte[] Hash)> _streams = [];
    private readonly List<(long Size, byte[] Root)> _tree = [];
    private readonly List<byte[]> _kept = [.. keptHeads];

    /// <summary>How many entries were found to be whole.</summary>
    public long Count { get; private set; }

    /// <summary>The first position that is not proved; 0 for the first line.</summary>
    public long Position { get; private set; }

    /// <summary>The head over the entries that were found to be whole, in hexadecimal.</summary>
    public string Root => Convert.ToHexStringLower(RootBytes());

    /// <summary>Checks everything.</summary>
    /// <returns>What is wrong at <see cref="Position"/>, or null when nothing is.</returns>
    public string? Run(Stream export)
    {
        using var bytes = new BufferedStream(export, 1 << 16);
        try
        {
            Need(_kept.TrueForAll(IsSigned), "a kept head is not signed with the given key");
            CompareKept();
            Need(Text(Line(bytes)) == """{"format":"civic.journal.export","version":1}""", "the first line is not that of an export of version 1");
            for (Position = 1; ; Position = Count + 1)
            {
                var line = Line(bytes);
                using var json = JsonDocument.Parse(line);
                if (json.RootElement.TryGetProperty("count", out _))
                {
                    Head(json.RootElement, line);
                    break;
                }

                Entry(json.RootElement, line);
            }

            Need(bytes.ReadByte() < 0, "something follows the head line");
            Need(_kept.Count == 0, "the journal is shorter than a head that was kept");
            Position = 0;
            return null;
        }
        catch (InvalidDataException wrong)
        {
            return wrong.Message;
        }
        catch (Exception e) when (e is JsonException or FormatException or InvalidOperationException or KeyNotFoundException or OverflowException or ArgumentException)
        {
            return "the line is not written as an export writes it";
        }
    }

    private void Entry(JsonElement json, byte[] line)
    {
        var (position, version) = (json.GetProperty("position").GetInt64(), json.GetProperty("version").GetInt64());
        var (stream, type, at) = (String(json, "stream"), String(json, "type"), String(json, "at"));
        var (payload, hash) = (json.GetProperty("payload").GetBytesFromBase64(), Convert.FromHexString(String(json, "hash")));
        var written = type.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal);
        Need(
            Text(line) == FormattableString.Invariant($$"""{"position":{{position}},"stream":"{{stream}}","version":{{version}},"type":"{{written}}","at":"{{at}}",""")
            + $"\"payload\":\"{Convert.ToBase64String(payload)}\",\"hash\":\"{Convert.ToHexStringLower(hash)}\"}}"
            && StreamName().IsMatch(stream) && TypeName().IsMatch(type) && payload.Length <= MaxPayload && hash.Length == 32,
            "the line is not written as an export writes an entry");
        Need(position == Count + 1, $"the entry after position {Count} says it is at {position}");
        var before = _streams.GetValueOrDefault(stream, (0, new byte[32]));
        Need(version == before.Version + 1, $"the entry of {stream} after version {before.Version} says it is version {version}");
        byte[] content = [.. before.Hash, .. Sized(stream), .. Number(version), .. Sized(type), .. Number(Ticks(at)), .. Number(payload.Length)[4..], .. payload];
        Need(SHA256.HashData(content).AsSpan().SequenceEqual(hash), $"the hash of {stream} version {version} is not that of its content and the entry before it");
        _streams[stream] = (version, hash);
        var node = (Size: 1L, Root: SHA256.HashData([0, .. hash]));
        while (_tree.Count > 0 && _tree[^1].Size == node.Size)
        {
            node = (2 * node.Size, SHA256.HashData([1, .. _tree[^1].Root, .. node.Root]));
            _tree.RemoveAt(_tree.Count - 1);
        }

        _tree.Add(node);
        progress(++Count);
        CompareKept();
    }

    private void Head(JsonElement json, byte[] line)
    {
        var (count, root) = (json.GetProperty("count").GetInt64(), String(json, "root"));
        var isSigned = json.TryGetProperty("signature", out var signature);
        var end = isSigned ? $",\"at\":\"{String(json, "at")}\",\"signature\":\"{Convert.ToBase64String(signature.GetBytesFromBase64())}\"" : "";
        Need(
            Text(line) == string.Create(CultureInfo.InvariantCulture, $"{{\"count\":{count},\"root\":\"{root}\"{end}}}"),
            "the line is not written as an export writes its head");
        Need(count == Count && root == Root, $"the head line is not that of these {Count} entries");
        byte[] bytes = [.. "civic.journal.head/1"u8, .. Number(count), .. Convert.FromHexString(root)];
        Need(
            isSigned ? IsSigned([.. bytes, .. Number(Ticks(String(json, "at"))), .. signature.GetBytesFromBase64()]) : key is null,
            "the head is not signed with the given key");
    }

    private bool IsSigned(byte[] head) => head.Length == 132
        && (key is null || key.VerifyData(head.AsSpan(0, 68), head.AsSpan(68), HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation));

    /// <summary>Holds the tree against the kept heads of its size.</summary>
    private void CompareKept()
    {
        foreach (var kept in _kept.FindAll(k => BinaryPrimitives.ReadInt64BigEndian(k.AsSpan(20)) == Count))
        {
            Need(kept.AsSpan(28, 32).SequenceEqual(RootBytes()), $"a head that was kept is not the head of the first {Count} entries");
            _kept.Remove(kept);
        }
    }

    private byte[] RootBytes()
    {
        var root = _tree.Count == 0 ? SHA256.HashData([]) : _tree[^1].Root;
        for (var i = _tree.Count - 2; i >= 0; i--)
        {
            root = SHA256.HashData([1, .. _tree[i].Root, .. root]);
        }

        return root;
    }

    private static byte[] Line(Stream bytes)
    {
        using var line = new MemoryStream();
        for (var b = bytes.ReadByte(); b != '\n'; b = bytes.ReadByte())
        {
            Need(b >= 0, line.Length == 0 ? "the export ends before its head line" : "the export ends in the middle of a line");
            Need(line.Length < MaxLine, "the line is longer than any entry can be");
            line.WriteByte((byte)b);
        }

        return line.ToArray();
    }

    private static void Need(bool holds, string otherwise)
    {
        if (!holds)
        {
            throw new InvalidDataException(otherwise);
        }
    }

    private static string String(JsonElement json, string name) => json.GetProperty(name).GetString() ?? throw new FormatException();

    private static string Text(byte[] line) => Encoding.Latin1.GetString(line);

    private static byte[] Sized(string ascii) => [.. Number(ascii.Length)[4..], .. Encoding.ASCII.GetBytes(ascii)];

    private static byte[] Number(long value)
    {
        var bytes = new byte[8];
        BinaryPrimitives.WriteInt64BigEndian(bytes, value);
        return bytes;
    }

    /// <summary>100 ns since 1970.</summary>
    private static long Ticks(string at) =>
        DateTime.ParseExact(at, Instants, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal).Ticks - DateTime.UnixEpoch.Ticks;

    [GeneratedRegex(@"\A[A-Za-z0-9\-_.:]{1,60}/[A-Za-z0-9\-_.:]{1,140}\z")]
    private static partial Regex StreamName();

    [GeneratedRegex(@"\A[!-~]{1,100}\z")]
    private static partial Regex TypeName();
}
