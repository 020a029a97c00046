namespace Civic.Journal;

/// <summary>
/// Checks every entry of a journal or of an export: that none is missing, doubled, moved or changed. Everything is computed anew from the
/// content; memory grows with the number of streams, not of entries. Bad bytes are reported, never thrown.
/// </summary>
public static class JournalVerifier
{
    /// <summary>Checks a journal in its store, up to where it stands now. Others may go on appending.</summary>
    /// <param name="journal">The journal.</param>
    /// <param name="progress">Told how many entries are checked, every 10,000 and at the end.</param>
    /// <param name="options">What to compare with.</param>
    /// <param name="cancellation">Stops the checking.</param>
    /// <exception cref="ArgumentException">The public key in the options is none.</exception>
    /// <exception cref="JournalException">The store failed in another way than by giving bad bytes.</exception>
    public static async ValueTask<VerificationReport> VerifyAsync(
        IJournal journal, IProgress<long>? progress = null, VerificationOptions? options = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(journal);
        using var findings = new Findings(options);
        try
        {
            var head = await journal.GetHeadAsync(cancellation).ConfigureAwait(false);
            CompareHead(findings, head);
            await foreach (var entry in journal.ReadAllAsync(1, cancellation).ConfigureAwait(false))
            {
                findings.Next(entry);
                CompareHead(findings, head);
                if (!findings.IsWhole)
                {
                    break;
                }

                Report(progress, findings.Count);
            }

            if (findings.Count < head.Count)
            {
                var position = findings.Count + 1;
                findings.Is(VerificationFault.EndMissing, position, $"The journal's head says {head.Count} entries, but there are only {findings.Count}.");
            }

            findings.End();
            await CompareStreamHeadsAsync(journal, findings, cancellation).ConfigureAwait(false);
        }
        catch (JournalException bad) when (bad.Failure == JournalFailure.Corrupt)
        {
            findings.Is(VerificationFault.UnreadableEntry, findings.Count + 1, bad.Message);
        }

        progress?.Report(findings.Count);
        return findings.Report();
    }

    /// <summary>Checks an export, needing nothing else.</summary>
    /// <param name="export">The export, from its first byte.</param>
    /// <param name="progress">Told how many entries are checked, every 10,000 and at the end.</param>
    /// <param name="options">What to compare with.</param>
    /// <param name="cancellation">Stops the checking.</param>
    /// <exception cref="ArgumentException">The public key in the options is none.</exception>
    /// <exception cref="IOException">The stream could not be read.</exception>
    public static async ValueTask<VerificationReport> VerifyExportAsync(
        Stream export, IProgress<long>? progress = null, VerificationOptions? options = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(export);
        using var findings = new Findings(options);
        var lines = new LineReader(export, ExportLines.MaxLength);
        SignedHead? signed = null;
        if (await IsLineAsync(lines, findings, 0, cancellation).ConfigureAwait(false) && !lines.Line.Span.SequenceEqual(ExportLines.Header))
        {
            findings.Is(VerificationFault.NotAnExport, 0, "The first line is not that of an export of version 1.");
        }

        for (var isHead = false; findings.IsWhole && !isHead && await IsLineAsync(lines, findings, findings.Count + 1, cancellation).ConfigureAwait(false);)
        {
            isHead = ExportLines.IsHead(lines.Line.Span);
            if (isHead)
            {
                signed = Head(findings, lines.Line.Span);
            }
            else if (ExportLines.ReadEntry(lines.Line.Span) is { } entry)
            {
                findings.Next(entry);
                Report(progress, findings.Count);
            }
            else
            {
                findings.Is(VerificationFault.UnreadableEntry, findings.Count + 1, "The line is not written as an export writes an entry.");
            }
        }

        if (findings.IsWhole && await lines.NextAsync(cancellation).ConfigureAwait(false) != LineReader.Result.End)
        {
            findings.Is(VerificationFault.MoreAfterTheEnd, findings.Count + 1, "Something follows the head line.");
        }

        findings.End();
        progress?.Report(findings.Count);
        return findings.Report(signed);
    }

    private static async ValueTask<bool> IsLineAsync(LineReader lines, Findings findings, long position, CancellationToken cancellation)
    {
        var result = await lines.NextAsync(cancellation).ConfigureAwait(false);
        switch (result)
        {
            case LineReader.Result.Torn:
                findings.Is(VerificationFault.TornLine, position, "The export ends in the middle of a line.");
                break;
            case LineReader.Result.TooLong:
                findings.Is(VerificationFault.LineTooLong, position, $"The line is longer than {ExportLines.MaxLength} bytes.");
                break;
            case LineReader.Result.End:
                findings.Is(VerificationFault.EndMissing, position, "The export ends before its head line.");
                break;
            default:
                break;
        }

        return result == LineReader.Result.Line;
    }

    private static SignedHead? Head(Findings findings, ReadOnlySpan<byte> line)
    {
        var position = findings.Count + 1;
        if (ExportLines.ReadHead(line) is not var (head, signed))
        {
            findings.Is(VerificationFault.UnreadableEntry, position, "The line is not written as an export writes its head.");
            return null;
        }

        if (head != findings.Head)
        {
            findings.Is(VerificationFault.WrongHead, position, $"The head line is not that of these {findings.Count} entries.");
        }
        else if (signed is not null)
        {
            findings.Signature(signed, position);
        }
        else if (findings.MustBeSigned)
        {
            findings.Is(VerificationFault.BadSignature, position, "The head is not signed.");
        }

        return signed;
    }

    private static void CompareHead(Findings findings, JournalHead head)
    {
        if (findings.IsWhole && findings.Count == head.Count && findings.Head != head)
        {
            findings.Is(VerificationFault.WrongHead, findings.Count, $"The journal's head is not that of its {findings.Count} entries.");
        }
    }

    private static async ValueTask CompareStreamHeadsAsync(IJournal journal, Findings findings, CancellationToken cancellation)
    {
        foreach (var (stream, head) in findings.Streams)
        {
            if (!findings.IsWhole)
            {
                return;
            }

            // The stream may have grown since it was read.
            var stored = await journal.GetStreamHeadAsync(stream, cancellation).ConfigureAwait(false);
            if (stored.Version < head.Version || (stored.Version == head.Version && stored.Hash != head.Hash))
            {
                findings.Is(VerificationFault.WrongHead, findings.Count + 1, $"The head of stream {stream} is not that of its {head.Version} entries.");
            }
        }
    }

    private static void Report(IProgress<long>? progress, long count)
    {
        if (count % 10_000 == 0)
        {
            progress?.Report(count);
        }
    }
}
