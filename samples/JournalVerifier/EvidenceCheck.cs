using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using static Civic.Samples.JournalVerifier.JournalBytes;

namespace Civic.Samples.JournalVerifier;

/// <summary>Checks an evidence bundle with nothing but the platform: written from docs/ledger.md and docs/journal.md.</summary>
/// <param name="key">The signer's public key.</param>
/// <param name="keptHeads">Signed heads that were kept elsewhere (the 132 bytes of their PEM blocks).</param>
public sealed class EvidenceCheck(ECDsa key, IReadOnlyList<byte[]> keptHeads)
{
    private readonly List<string> _proved = [], _notProved = [];

    /// <summary>Whether the transfer itself is proved, and not only the entry that it followed from.</summary>
    public bool IsTransferProved { get; private set; }

    /// <summary>What is proved, when nothing is wrong.</summary>
    public IReadOnlyList<string> Proved => _proved;

    /// <summary>What the bundle does not show, when nothing is wrong.</summary>
    public IReadOnlyList<string> NotProved => _notProved;

    /// <summary>Checks everything.</summary>
    /// <returns>What is wrong, or null when nothing is.</returns>
    public string? Run(byte[] bundle)
    {
        try
        {
            using var json = JsonDocument.Parse(bundle, new() { AllowDuplicateProperties = false });
            Check(Only(json.RootElement, "format", "transferId", "timestamp", "index", "result", "entry", "previousHash", "proof", "head"));
            return null;
        }
        catch (InvalidDataException wrong)
        {
            return wrong.Message;
        }
        catch (Exception e) when (IsWrongForm(e))
        {
            return "the text is not written as a bundle is";
        }
    }

    private void Check(JsonElement json)
    {
        Need(String(json, "format") == "civic.ledger.evidence/1", "the text is no bundle of version 1");
        var (count, root) = Head(HeadOf(String(json, "head")));
        var entry = Only(json.GetProperty("entry"), "position", "stream", "version", "type", "at", "payload", "hash");
        var (position, version) = (entry.GetProperty("position").GetInt64(), entry.GetProperty("version").GetInt64());
        var (stream, type, at) = (String(entry, "stream"), String(entry, "type"), String(entry, "at"));
        var (payload, hash) = (entry.GetProperty("payload").GetBytesFromBase64(), Hash(entry.GetProperty("hash")));
        Need(IsEntry(stream, type, payload, hash), "the entry is not one that a journal can hold");
        Include(Only(json.GetProperty("proof"), "position", "count", "path"), position, hash, count, root);
        var computed = EntryHash(Hash(json.GetProperty("previousHash")), stream, version, type, at, payload);
        Need(computed.AsSpan().SequenceEqual(hash), "the entry's hash is not that of its content and the hash before it");
        _proved.Add(
            $"Entry {position} of the journal ({stream} version {version}, {type}, {at}) was in it when the head was signed, as it stands in the bundle.");
        Transfer(json, type, payload, json.GetProperty("index"));
        _notProved.Add("That the book decided by its rules (balances, limits, closed periods): replay the journal's export.");
        _notProved.Add("That the journal has only grown before and since: check its export, with every head that was kept.");
    }

    private (long Count, byte[] Root) Head(byte[] head)
    {
        Need(keptHeads.All(kept => IsSigned(kept, key)), "a kept head is not signed with the given key");
        Need(IsSigned(head, key), "the head is not signed with the given key");
        var (count, root) = (BinaryPrimitives.ReadInt64BigEndian(head.AsSpan(20)), head[28..60]);
        var signed = Instant(BinaryPrimitives.ReadInt64BigEndian(head.AsSpan(60)));
        _proved.Add($"The head of {count} entries, root {Convert.ToHexStringLower(root)}, was signed at {signed} as its signer says.");
        var same = keptHeads.Where(kept => BinaryPrimitives.ReadInt64BigEndian(kept.AsSpan(20)) == count).ToList();
        var isSame = same.TrueForAll(kept => kept.AsSpan(28, 32).SequenceEqual(root));
        Need(isSame, $"a kept head of {count} entries has another root: there are two histories");
        if (same.Count > 0)
        {
            _proved.Add("The head is one that was kept.");
        }
        else if (keptHeads.Count > 0)
        {
            _notProved.Add($"That the heads that were kept are of the same history: none is of {count} entries.");
        }

        return (count, root);
    }

    /// <summary>RFC 9162, 2.1.3.2.</summary>
    private static void Include(JsonElement proof, long position, byte[] hash, long count, byte[] root)
    {
        Need(proof.GetProperty("position").GetInt64() == position && proof.GetProperty("count").GetInt64() == count, "the proof is for another entry or head");
        Need(position >= 1 && position <= count && proof.GetProperty("path").GetArrayLength() <= 63, "the entry lies outside of the head");
        var (node, last, computed) = (position - 1, count - 1, Leaf(hash));
        foreach (var beside in proof.GetProperty("path").EnumerateArray().Select(Hash))
        {
            Need(last != 0, "the proof is too long");
            var isRight = (node & 1) != 0 || node == last;
            computed = isRight ? Node(beside, computed) : Node(computed, beside);
            while (isRight && node != 0 && (node & 1) == 0)
            {
                (node, last) = (node >> 1, last >> 1);
            }

            (node, last) = (node >> 1, last >> 1);
        }

        Need(last == 0 && computed.AsSpan().SequenceEqual(root), "the proof does not lead from the entry to the head");
    }

    private void Transfer(JsonElement json, string type, byte[] payload, JsonElement index)
    {
        var (id, stamp) = (String(json, "transferId"), String(json, "timestamp"));
        var wanted = UInt128.Parse(id, NumberStyles.None, CultureInfo.InvariantCulture);
        var recorded = ulong.Parse(stamp, NumberStyles.None, CultureInfo.InvariantCulture);
        Need($"{wanted}" == id && $"{recorded}" == stamp && String(json, "result") == "Created", "the bundle does not say of a transfer that it was created");
        if (type != "transfers.created")
        {
            Need(index.ValueKind == JsonValueKind.Null, "the entry is no batch of transfers, and so has none at an index");
            _notProved.Add($"That transfer {id} follows from this entry: that is a rule of the book, which a replay of the journal's export shows.");
            return;
        }

        Need(index.ValueKind == JsonValueKind.Number, "the entry is a batch, and the bundle names no index in it");
        var (i, batch) = (index.GetInt32(), TransferBatch.Read(payload));
        var isHeld = i >= 0 && i < batch.Transfers.Count && batch.Transfers[i].Id == wanted && batch.IsCreated(i) && batch.RecordedAt(i) == recorded;
        Need(isHeld, $"the entry does not say that it created transfer {id} at that index and time");
        var isSecond = Enumerable.Range(0, i).Any(before => batch.Transfers[before].Id == wanted && batch.IsCreated(before));
        Need(!isSecond, "the entry says that it created the transfer twice");
        IsTransferProved = true;
        _proved.Add(
            $"The book recorded in it that transfer {id}, at index {i} of {batch.Transfers.Count}, was created, at {stamp} ns since 1970. "
            + $"It was asked for as\n{batch.Transfers[i].Told()}");
    }

    /// <summary>Refuses an object that has other fields: nobody would know what they mean.</summary>
    private static JsonElement Only(JsonElement json, params ReadOnlySpan<string> names)
    {
        foreach (var field in json.EnumerateObject())
        {
            Need(names.Contains(field.Name), "a field is not known in a bundle");
        }

        return json;
    }

    private static byte[] Hash(JsonElement json) =>
        json.GetString() is { Length: 64 } hex && !hex.Any(char.IsAsciiLetterUpper) ? Convert.FromHexString(hex) : throw new FormatException();
}
