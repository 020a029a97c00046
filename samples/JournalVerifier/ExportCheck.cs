using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using static Civic.Samples.JournalVerifier.JournalBytes;

namespace Civic.Samples.JournalVerifier;

/// <summary>
/// Checks an export of a Civic journal with nothing but the platform: written from docs/journal.md, it shares no code with the program that made the export.
/// </summary>
/// <param name="key">The signer's public key, or null to check no signatures.</param>
/// <param name="keptHeads">Signed heads that were kept elsewhere (the 132 bytes of their PEM blocks): the journal must have had each of them.</param>
/// <param name="progress">Told the number of entries checked.</param>
public sealed class ExportCheck(ECDsa? key, IEnumerable<byte[]> keptHeads, Action<long> progress)
{
    private const int MaxLine = 24 << 20;
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
            Need(_kept.TrueForAll(head => IsSigned(head, key)), "a kept head is not signed with the given key");
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
        catch (Exception e) when (IsWrongForm(e))
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
            && IsEntry(stream, type, payload, hash),
            "the line is not written as an export writes an entry");
        Need(position == Count + 1, $"the entry after position {Count} says it is at {position}");
        var before = _streams.GetValueOrDefault(stream, (0, new byte[32]));
        Need(version == before.Version + 1, $"the entry of {stream} after version {before.Version} says it is version {version}");
        var computed = EntryHash(before.Hash, stream, version, type, at, payload);
        Need(computed.AsSpan().SequenceEqual(hash), $"the hash of {stream} version {version} is not that of its content and the entry before it");
        _streams[stream] = (version, hash);
        var node = (Size: 1L, Root: Leaf(hash));
        while (_tree.Count > 0 && _tree[^1].Size == node.Size)
        {
            node = (2 * node.Size, Node(_tree[^1].Root, node.Root));
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
            isSigned ? IsSigned([.. bytes, .. Number(Ticks(String(json, "at"))), .. signature.GetBytesFromBase64()], key) : key is null,
            "the head is not signed with the given key");
    }

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
            root = Node(_tree[i].Root, root);
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

    private static string Text(byte[] line) => Encoding.Latin1.GetString(line);
}
