using System.Buffers;

namespace Civic.Journal;

/// <summary>
/// Writes a journal as JSON Lines: a first line that names the format, a line for each entry in the total order, a last line with the head, signed if
/// wanted. Any program can verify it: docs/journal.md has the format to the byte.
/// </summary>
public static class JournalExport
{
    private const int FlushAt = 1 << 16;

    /// <summary>Writes what the journal holds now.</summary>
    /// <param name="journal">The journal; others may go on appending.</param>
    /// <param name="destination">Where to; it is flushed but not closed.</param>
    /// <param name="sign">Signs the head, as <c>head => SignedHead.Sign(head, now, key)</c>; an export without a signature shows no forger.</param>
    /// <param name="progress">Told how many entries are written, every 10,000 and at the end.</param>
    /// <param name="cancellation">Stops the writing; what was written then is no export.</param>
    /// <returns>The head at the end of the export.</returns>
    /// <exception cref="JournalException">The store failed, or its entries are not those of its head: verify it. What was written is no export.</exception>
    public static async ValueTask<JournalHead> WriteAsync(
        IJournal journal,
        Stream destination,
        Func<JournalHead, SignedHead>? sign = null,
        IProgress<long>? progress = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(journal);
        ArgumentNullException.ThrowIfNull(destination);
        var head = await journal.GetHeadAsync(cancellation).ConfigureAwait(false);
        var frontier = new MerkleFrontier();
        var lines = new ArrayBufferWriter<byte>(2 * FlushAt);
        lines.Write(ExportLines.Header);
        lines.Write("\n"u8);
        if (head.Count > 0)
        {
            await foreach (var entry in journal.ReadAllAsync(1, cancellation).ConfigureAwait(false))
            {
                ExportLines.Write(lines, entry);
                lines.Write("\n"u8);
                frontier.Add(entry.Hash);
                if (lines.WrittenCount >= FlushAt)
                {
                    await destination.WriteAsync(lines.WrittenMemory, cancellation).ConfigureAwait(false);
                    lines.ResetWrittenCount();
                }

                if (frontier.Count % 10_000 == 0)
                {
                    progress?.Report(frontier.Count);
                }

                if (frontier.Count == head.Count)
                {
                    break;
                }
            }
        }

        if (frontier.Head != head)
        {
            throw new JournalException(JournalFailure.Corrupt, $"The journal's {frontier.Count} entries are not those of its head of {head.Count}: verify it.");
        }

        ExportLines.Write(lines, head, sign?.Invoke(head));
        lines.Write("\n"u8);
        await destination.WriteAsync(lines.WrittenMemory, cancellation).ConfigureAwait(false);
        await destination.FlushAsync(cancellation).ConfigureAwait(false);
        progress?.Report(head.Count);
        return head;
    }
}
