using System.Runtime.CompilerServices;
using NodaTime;
using Npgsql;

namespace Civic.Journal.Postgres;

/// <summary>
/// Reads entries in pages, so that a slow reader holds neither a connection nor a snapshot of the database that keeps the server from tidying up.
/// </summary>
internal sealed class EntryReader(Store store)
{
    private const int PageEntries = 1_000;
    private const long PageBytes = 4L << 20;

    // A page ends after the entry with which it reaches so many bytes. Payloads are stored uncompressed, so their length is known without reading them.
    private const string Page =
        """
        SELECT position, stream, version, type, happened_at, payload, hash FROM (
            SELECT *, sum(octet_length(payload)) OVER (ORDER BY {0}) - octet_length(payload) AS before
            FROM civic.entries WHERE {1} >= $1 AND {1} <= $2{2} ORDER BY {0} LIMIT $3) page
        WHERE before < $4 ORDER BY {0}
        """;

    private static readonly string AllPage = Page.Replace("{0}", "position", StringComparison.Ordinal).Replace("{1}", "position", StringComparison.Ordinal)
        .Replace("{2}", "", StringComparison.Ordinal);

    private static readonly string StreamPage = Page.Replace("{0}", "version", StringComparison.Ordinal).Replace("{1}", "version", StringComparison.Ordinal)
        .Replace("{2}", " AND stream = $5", StringComparison.Ordinal);

    public async IAsyncEnumerable<JournalEntry> StreamAsync(StreamId stream, long from, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var last = (await StreamHeadAsync(stream, cancellation).ConfigureAwait(false)).Version;
        await foreach (var entry in EntriesAsync(from, last, stream, cancellation).ConfigureAwait(false))
        {
            yield return entry;
        }
    }

    public async IAsyncEnumerable<JournalEntry> AllAsync(long from, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var last = (await HeadAsync(cancellation).ConfigureAwait(false)).Count;
        await foreach (var entry in EntriesAsync(from, last, null, cancellation).ConfigureAwait(false))
        {
            yield return entry;
        }
    }

    /// <summary>What there is of the total order from a position on, as far as one page goes; empty when there is nothing yet.</summary>
    /// <returns>The entries, and what is wrong with the one after them, if anything is.</returns>
    public Task<(List<JournalEntry> Entries, JournalException? Fault)> PageAsync(long from, CancellationToken cancellation) =>
        PageAsync(from, long.MaxValue, null, PageEntries, cancellation);

    private async IAsyncEnumerable<JournalEntry> EntriesAsync(long from, long last, StreamId? stream, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var limit = PageEntries;
        while (from <= last)
        {
            List<JournalEntry> entries;
            JournalException? fault;
            try
            {
                (entries, fault) = await PageAsync(from, last, stream, limit, cancellation).ConfigureAwait(false);
            }
            catch (JournalException e) when (e.Failure == JournalFailure.Corrupt && limit > 1)
            {
                // The server does not say which one it cannot read: the good ones before it come first, one by one.
                limit = 1;
                continue;
            }

            foreach (var entry in entries)
            {
                cancellation.ThrowIfCancellationRequested();
                yield return entry;
                from++;
            }

            if (fault is not null || entries.Count == 0)
            {
                throw fault ?? Bad(stream, from, "it is missing");
            }
        }
    }

    public Task<StreamHead> StreamHeadAsync(StreamId stream, CancellationToken cancellation) => store.RunAsync("reading", async stop =>
    {
        var command = store.Command("SELECT version, hash FROM civic.entries WHERE stream = $1 ORDER BY version DESC LIMIT 1", Store.Value(stream.ToString()));
        await using (command.ConfigureAwait(false))
        {
            var reader = await command.ExecuteReaderAsync(stop).ConfigureAwait(false);
            await using (reader.ConfigureAwait(false))
            {
                return await reader.ReadAsync(stop).ConfigureAwait(false) ? new StreamHead(reader.GetInt64(0), new(reader.GetFieldValue<byte[]>(1))) : default;
            }
        }
    }, cancellation);

    public Task<JournalHead> HeadAsync(CancellationToken cancellation) => store.RunAsync("reading", async stop =>
    {
        var command = store.Command("SELECT count, frontier FROM civic.head");
        await using (command.ConfigureAwait(false))
        {
            var reader = await command.ExecuteReaderAsync(stop).ConfigureAwait(false);
            await using (reader.ConfigureAwait(false))
            {
                return (await HeadLock.FrontierAsync(reader, stop).ConfigureAwait(false)).Head;
            }
        }
    }, cancellation);

    /// <summary>Refuses tables that were restored in parts, or written to past the journal.</summary>
    public Task CheckAsync(CancellationToken cancellation) => store.RunAsync("opening", async stop =>
    {
        var command = store.Command("SELECT count, coalesce((SELECT max(position) FROM civic.entries), 0) FROM civic.head");
        await using (command.ConfigureAwait(false))
        {
            var reader = await command.ExecuteReaderAsync(stop).ConfigureAwait(false);
            await using (reader.ConfigureAwait(false))
            {
                var isWhole = await reader.ReadAsync(stop).ConfigureAwait(false) && reader.GetInt64(0) == reader.GetInt64(1);
                return isWhole
                    ? true
                    : throw new JournalException(
                        JournalFailure.Corrupt,
                        $"In schema {store.Schema} the head row does not end where the entries end. Restore all of its tables from one backup.");
            }
        }
    }, cancellation);

    private Task<(List<JournalEntry> Entries, JournalException? Fault)> PageAsync(
        long from, long last, StreamId? stream, int limit, CancellationToken cancellation) =>
        store.RunAsync("reading", stop => PageOnceAsync(from, last, stream, limit, stop), cancellation);

    private async Task<(List<JournalEntry> Entries, JournalException? Fault)> PageOnceAsync(
        long from, long last, StreamId? stream, int limit, CancellationToken cancellation)
    {
        var command = store.Command(
            stream is null ? AllPage : StreamPage, Store.Value(from), Store.Value(last), Store.Value(limit), Store.Value(PageBytes));
        await using (command.ConfigureAwait(false))
        {
            if (stream is { } one)
            {
                command.Parameters.Add(Store.Value(one.ToString()));
            }

            var entries = new List<JournalEntry>();
            var reader = await command.ExecuteReaderAsync(cancellation).ConfigureAwait(false);
            await using (reader.ConfigureAwait(false))
            {
                for (; await reader.ReadAsync(cancellation).ConfigureAwait(false); from++)
                {
                    if (Entry(reader) is not { } entry)
                    {
                        return (entries, Bad(stream, from, "it is not as it was written"));
                    }

                    if ((stream is null ? entry.Position : entry.Version) != from)
                    {
                        return (entries, Bad(stream, from, "it is missing"));
                    }

                    entries.Add(entry);
                }
            }

            return (entries, null);
        }
    }

    /// <summary>The entry of a row, or <see langword="null"/> when no journal can have written it.</summary>
    private static JournalEntry? Entry(NpgsqlDataReader reader)
    {
        try
        {
            return new(
                reader.GetInt64(0),
                StreamId.Parse(reader.GetString(1)),
                reader.GetInt64(2),
                reader.GetString(3),
                Instant.FromUnixTimeTicks(reader.GetInt64(4)),
                reader.GetFieldValue<byte[]>(5),
                new(reader.GetFieldValue<byte[]>(6)));
        }
        catch (Exception e) when (e is ArgumentException or FormatException)
        {
            return null;
        }
    }

    private JournalException Bad(StreamId? stream, long number, string what)
    {
        var place = stream is { } one ? $"version {number} of {one}" : $"position {number}";
        return new(
            JournalFailure.Corrupt,
            $"In schema {store.Schema} the entry at {place} is damaged: {what}. Keep a copy of the database, verify the journal, and restore a backup.");
    }
}
