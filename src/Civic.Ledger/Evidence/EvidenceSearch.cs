using Civic.Journal;

namespace Civic.Ledger;

/// <summary>Finds the entry of a transfer in the book's stream.</summary>
internal sealed class EvidenceSearch(IJournal journal, StreamId stream)
{
    /// <summary>
    /// The first entry whose timestamp is not before the transfer's, by halving: entries lie in order of time. A transfer that was imported has a time of
    /// its own, so its entry is searched from the beginning.
    /// </summary>
    public async Task<JournalEntry?> FindAsync(Transfer transfer, long version, CancellationToken cancellation)
    {
        if ((transfer.Flags & TransferFlags.Imported) != 0)
            return await ScanAsync(transfer, cancellation).ConfigureAwait(false);
        // The first entry only opens the book.
        var (low, high) = (2L, version);
        while (low < high)
        {
            var middle = low + ((high - low) / 2);
            var entry = await ReadAsync(middle, cancellation).ConfigureAwait(false);
            (low, high) = CommandEntry.Read(entry.Payload).Timestamp < transfer.Timestamp ? (middle + 1, high) : (low, middle);
        }

        return low > version ? null : await ReadAsync(low, cancellation).ConfigureAwait(false);
    }

    /// <exception cref="JournalException">The stream has no such entry.</exception>
    public async Task<JournalEntry> ReadAsync(long version, CancellationToken cancellation)
    {
        await foreach (var entry in journal.ReadAsync(stream, version, cancellation).ConfigureAwait(false))
            return entry;
        throw new JournalException(JournalFailure.Corrupt, $"{stream} has no version {version}, though the book went further: verify the journal.");
    }

    private async Task<JournalEntry?> ScanAsync(Transfer transfer, CancellationToken cancellation)
    {
        await foreach (var entry in journal.ReadAsync(stream, 2, cancellation).ConfigureAwait(false))
        {
            if (entry.Type == CreateTransfersCommand.Type && HeldTransfer.Find(entry, transfer.Id) is not null)
                return entry;
        }

        return null;
    }
}
