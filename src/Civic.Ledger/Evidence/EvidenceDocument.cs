namespace Civic.Ledger;

/// <summary>An evidence bundle as it is written.</summary>
internal sealed record EvidenceDocument(
    string Format, string TransferId, string Timestamp, int? Index, string Result, EvidenceEntry Entry, string PreviousHash, EvidenceProof Proof, string Head)
{
    public const string Current = "civic.ledger.evidence/1";
}

/// <summary>The entry, with the names that an export of the journal uses.</summary>
internal sealed record EvidenceEntry(long Position, string Stream, long Version, string Type, string At, byte[] Payload, string Hash);

/// <summary>The inclusion proof.</summary>
internal sealed record EvidenceProof(long Position, long Count, IReadOnlyList<string> Path);
