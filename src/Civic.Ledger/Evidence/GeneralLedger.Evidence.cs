using Civic.Journal;

namespace Civic.Ledger;

public sealed partial class GeneralLedger
{
    /// <summary>
    /// Makes the evidence for one transfer, which anyone can check with the bundle and a public key. Reads O(log n) entries of the book, and the hashes of
    /// the journal up to the head; O(n) entries for an imported transfer.
    /// </summary>
    /// <param name="id">The transfer.</param>
    /// <param name="head">A signed head of the journal that was taken after the transfer was booked.</param>
    /// <param name="cancellation">Stops the search.</param>
    /// <returns>The bundle, or <see langword="null"/> when there is no such transfer.</returns>
    /// <exception cref="ArgumentException">The head was signed before the transfer was booked.</exception>
    /// <exception cref="JournalException">The store failed, or the head is not of this journal.</exception>
    public async Task<EvidenceBundle?> GetEvidenceAsync(TransferId id, SignedHead head, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(head);
        if (await GetTransferAsync(id, cancellation).ConfigureAwait(false) is not { } transfer)
            return null;
        var search = new EvidenceSearch(_journal, Stream);
        var entry = await search.FindAsync(transfer, DurableVersion, cancellation).ConfigureAwait(false)
            ?? throw new JournalException(JournalFailure.Corrupt, $"{Stream} has no entry of a transfer that the book knows: verify the journal.");
        if (entry.Position > head.Head.Count)
        {
            throw new ArgumentException(
                $"The head covers {head.Head.Count} entries and the transfer is in entry {entry.Position}: sign a newer one.", nameof(head));
        }

        var before = await search.ReadAsync(entry.Version - 1, cancellation).ConfigureAwait(false);
        var proof = await InclusionProof.CreateAsync(_journal, entry.Position, head.Head, cancellation).ConfigureAwait(false);
        var index = entry.Type == CreateTransfersCommand.Type ? HeldTransfer.Find(entry, id)?.Index : null;
        return new(id, transfer.RecordedAt, index, CreateTransferResult.Created, entry, before.Hash, proof, head);
    }
}
