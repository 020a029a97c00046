using System.Text.Json;
using Civic.Journal;
using NodaTime;

namespace Civic.Ledger;

/// <summary>Brings a machine to where its stream ends: the newest snapshot, then every entry after it, each checked against the chain and its recorded
/// outcome.</summary>
internal sealed class BookReplay(IJournal journal, StreamId stream)
{
    public LedgerMachine? Machine { get; private set; }

    public long Version { get; private set; }

    public long SnapshotVersion { get; private set; }

    private Digest _hash;

    /// <exception cref="LedgerException">The stream holds no book that this program understands.</exception>
    public async Task RunAsync(Offset offset, IProgress<ReplayProgress>? progress, CancellationToken cancellation)
    {
        var target = (await journal.GetStreamHeadAsync(stream, cancellation).ConfigureAwait(false)).Version;
        await ReadOpeningAsync(offset, cancellation).ConfigureAwait(false);
        await TakeSnapshotAsync(offset, cancellation).ConfigureAwait(false);
        progress?.Report(new(Version, target));
        await foreach (var entry in journal.ReadAsync(stream, Version + 1, cancellation).ConfigureAwait(false))
        {
            Apply(entry);
            if (Version % 64 == 0 || Version >= target)
                progress?.Report(new(Version, Math.Max(target, Version)));
        }
    }

    /// <summary>Executes an entry as it was executed when it was written.</summary>
    public void Apply(JournalEntry entry)
    {
        Chain(entry);
        try
        {
            var recorded = CommandEntry.Read(entry.Payload);
            var command = CommandReaders.Read(entry.Type, recorded.Input) ?? throw new LedgerException(
                LedgerFailure.ForeignJournal,
                $"{stream} version {entry.Version} is a '{entry.Type}', which this program does not know. "
                + "Open the book with the program that wrote it, or a newer one.");
            Machine!.Execute(command, recorded.Timestamp);
            if (!command.Mark.SequenceEqual(recorded.Mark))
            {
                throw new LedgerException(
                    LedgerFailure.Diverged,
                    $"{stream} version {entry.Version} ({entry.Type}) gives another result than was recorded. "
                    + "Do not write with this program; compare its version with the writer's.");
            }

            command.Release();
        }
        catch (Exception wrong) when (wrong is InvalidDataException or ArgumentException or OverflowException)
        {
            throw Corrupt(entry.Version, wrong);
        }
    }

    private async Task ReadOpeningAsync(Offset offset, CancellationToken cancellation)
    {
        JournalEntry? first = null;
        await foreach (var entry in journal.ReadAsync(stream, 1, cancellation).ConfigureAwait(false))
        {
            first = entry;
            break;
        }

        var opened = Opening(first);
        if (opened.Format != BookOpened.Current)
        {
            throw Foreign(
                $"has entries of format {opened.Format}, this program reads {BookOpened.Current}. Open it with the program that wrote it, or a newer one.");
        }

        if (opened.Name != stream.Name)
            throw Foreign($"holds the book '{opened.Name}'.");
        if (opened.OffsetSeconds != offset.Seconds)
            throw Foreign($"was opened at {Offset.FromSeconds(opened.OffsetSeconds)} from UTC, the options say {offset}: its accounting days would change.");
        Machine = new(offset);
        Chain(first!);
    }

    private BookOpened Opening(JournalEntry? first)
    {
        try
        {
            return first?.Type == BookOpened.EntryType && JsonSerializer.Deserialize(first.Payload.Span, CommandJson.Default.BookOpened) is { } opened
                ? opened
                : throw Foreign($"does not begin with {BookOpened.EntryType}: it is no book.");
        }
        catch (JsonException)
        {
            throw Foreign($"begins with a {BookOpened.EntryType} that cannot be read.");
        }
    }

    private async Task TakeSnapshotAsync(Offset offset, CancellationToken cancellation)
    {
        var snapshot = await journal.LoadSnapshotAsync(stream, cancellation).ConfigureAwait(false);
        if (snapshot is null || snapshot.Format != LedgerMachine.SnapshotFormat)
            return;
        try
        {
            Machine!.Load(snapshot.State.Span);
            (Version, _hash, SnapshotVersion) = (snapshot.At.Version, snapshot.At.Hash, snapshot.At.Version);
        }
        catch (InvalidDataException)
        {
            // A snapshot is a cache: one that cannot be read costs a full replay.
            Machine = new(offset);
        }
    }

    private void Chain(JournalEntry entry)
    {
        var hash = EntryChain.Next(_hash, stream, Version + 1, new(entry.Type, entry.At, entry.Payload));
        if (entry.Version != Version + 1 || entry.Hash != hash)
            throw Corrupt(entry.Version, null);
        (Version, _hash) = (entry.Version, hash);
    }

    private LedgerException Foreign(string how) => new(LedgerFailure.ForeignJournal, $"{stream} {how}");

    private LedgerException Corrupt(long version, Exception? why) => new(
        LedgerFailure.Corrupt,
        $"{stream} version {version} is not what was written{(why is null ? "" : $" ({why.Message})")}. Verify the journal and restore it from a backup.",
        why);
}
