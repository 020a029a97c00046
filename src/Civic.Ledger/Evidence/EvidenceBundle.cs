using System.Globalization;
using System.Text.Json;
using Civic.Journal;
using NodaTime;
using NodaTime.Text;

namespace Civic.Ledger;

/// <summary>
/// Shows one transfer to somebody who has nothing of the book but this bundle and the public key of whoever signs the journal's heads: the entry it was
/// asked for in, its place there, the result recorded with it, and the proof that the entry is in the journal.
/// </summary>
public sealed class EvidenceBundle
{
    /// <summary>100 ns, as the hash covers it.</summary>
    private static readonly InstantPattern At = InstantPattern.CreateWithInvariantCulture("uuuu'-'MM'-'dd'T'HH':'mm':'ss'.'fffffff'Z'");

    internal EvidenceBundle(
        TransferId transferId,
        Instant recordedAt,
        int? index,
        CreateTransferResult result,
        JournalEntry entry,
        Digest previousHash,
        InclusionProof proof,
        SignedHead head)
    {
        (TransferId, RecordedAt, Index, Result) = (transferId, recordedAt, index, result);
        (Entry, PreviousHash, Proof, Head) = (entry, previousHash, proof, head);
    }

    /// <summary>The transfer.</summary>
    public TransferId TransferId { get; }

    /// <summary>Its timestamp, as the book gives it.</summary>
    public Instant RecordedAt { get; }

    /// <summary>Its place in the entry's batch, from 0; <see langword="null"/> when the entry is no batch of transfers.</summary>
    public int? Index { get; }

    /// <summary>What came of it.</summary>
    public CreateTransferResult Result { get; }

    /// <summary>The entry that it was asked for in.</summary>
    public JournalEntry Entry { get; }

    /// <summary>The hash of the entry before it in its stream.</summary>
    public Digest PreviousHash { get; }

    /// <summary>Leads from the entry to the head.</summary>
    public InclusionProof Proof { get; }

    /// <summary>Where the journal stood, signed.</summary>
    public SignedHead Head { get; }

    /// <summary>Checks everything in the bundle against the public key alone.</summary>
    /// <param name="publicKeyPem">The key in PEM (<c>BEGIN PUBLIC KEY</c>), got another way than the bundle.</param>
    /// <exception cref="ArgumentException">The text holds no key on P-256.</exception>
    public EvidenceVerdict Verify(string publicKeyPem)
    {
        if (!Head.Verify(publicKeyPem))
            return EvidenceVerdict.NotSigned;
        if (Proof.Position != Entry.Position || !Proof.Verify(Entry.Hash, Head.Head))
            return EvidenceVerdict.NotInJournal;
        if (EntryChain.Next(PreviousHash, Entry.Stream, Entry.Version, new(Entry.Type, Entry.At, Entry.Payload)) != Entry.Hash)
            return EvidenceVerdict.EntryChanged;
        if (Entry.Type != CreateTransfersCommand.Type)
            return (Index, Result) == (null, CreateTransferResult.Created) ? EvidenceVerdict.EntryProven : EvidenceVerdict.NotInEntry;
        return HeldTransfer.Find(Entry, TransferId) is { } held && (held.Index, held.RecordedAt, Result) == (Index, RecordedAt, CreateTransferResult.Created)
            ? EvidenceVerdict.Proven
            : EvidenceVerdict.NotInEntry;
    }

    /// <summary>The bundle as JSON, to hand over.</summary>
    public string ToJson()
    {
        var entry = new EvidenceEntry(
            Entry.Position, Entry.Stream.ToString(), Entry.Version, Entry.Type, At.Format(Entry.At), Entry.Payload.ToArray(), Entry.Hash.ToString());
        var proof = new EvidenceProof(Proof.Position, Proof.Count, [.. Proof.Path.Select(hash => hash.ToString())]);
        var document = new EvidenceDocument(
            EvidenceDocument.Current,
            TransferId.ToString(),
            LedgerTime.Nanoseconds(RecordedAt).ToString(CultureInfo.InvariantCulture),
            Index,
            Result.ToString(),
            entry,
            PreviousHash.ToString(),
            proof,
            Head.ToPem());
        return JsonSerializer.Serialize(document, CommandJson.Default.EvidenceDocument);
    }

    /// <summary>Reads what <see cref="ToJson"/> wrote; nothing is checked yet.</summary>
    /// <param name="json">The text.</param>
    /// <exception cref="FormatException">It is not a bundle of this format.</exception>
    public static EvidenceBundle FromJson(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        try
        {
            var document = JsonSerializer.Deserialize(json, CommandJson.Default.EvidenceDocument);
            return document?.Format == EvidenceDocument.Current ? From(document) : throw new FormatException($"The text is no {EvidenceDocument.Current}.");
        }
        catch (Exception wrong) when (wrong is JsonException or ArgumentException or UnparsableValueException or OverflowException)
        {
            throw new FormatException($"The text is no {EvidenceDocument.Current}.", wrong);
        }
    }

    private static EvidenceBundle From(EvidenceDocument document)
    {
        var entry = document.Entry;
        var content = new NewEntry(entry.Type, At.Parse(entry.At).GetValueOrThrow(), entry.Payload);
        return new(
            new(UInt128.Parse(document.TransferId, NumberStyles.None, CultureInfo.InvariantCulture)),
            LedgerTime.Instant(ulong.Parse(document.Timestamp, NumberStyles.None, CultureInfo.InvariantCulture)),
            document.Index,
            Enum.Parse<CreateTransferResult>(document.Result),
            new(
                entry.Position,
                StreamId.Parse(entry.Stream),
                entry.Version,
                content.Type,
                content.At,
                content.Payload,
                Digest.Parse(entry.Hash)),
            Digest.Parse(document.PreviousHash),
            new(document.Proof.Position, document.Proof.Count, [.. document.Proof.Path.Select(Digest.Parse)]),
            SignedHead.FromPem(document.Head));
    }
}
