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
        while (from <= last)
        {
            foreach (var entry in await PageAsync(StreamPage, from, last, stream, cancellation).ConfigureAwait(false))
            {
                cancellation.ThrowIfCancellationRequested();
                yield return entry.Version == from++ ? entry : throw Gap($"version {from - 1} of {stream}", $"version {entry.Version}");
            }
        }
    }

    public async IAsyncEnumerable<JournalEntry> AllAsync(long from, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var last = (await HeadAsync(cancellation).ConfigureAwait(false)).Count;
        while (from <= last)
        {
            foreach (var entry in await AllAsync(from, last, cancellation).ConfigureAwait(false))
            {
                cancellation.ThrowIfCancellationRequested();
                yield return entry;
                from = entry.Position + 1;
            }
        }
    }

    /// <summary>One page of the total order from a position on; empty when there is nothing yet.</summary>
    public async Task<List<JournalEntry>> AllAsync(long from, long last, CancellationToken cancellation)
    {
        var entries = await PageAsync(AllPage, from, last, null, cancellation).ConfigureAwait(false);
        foreach (var entry in entries)
        {
            if (entry.Position != from++)
            {
                throw Gap($"position {from - 1}", $"position {entry.Position}");
            }
        }

        return entries;
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

    private Task<List<JournalEntry>> PageAsync(string sql, long from, long last, StreamId? stream, CancellationToken cancellation) =>
        store.RunAsync("reading", stop => PageOnceAsync(sql, from, last, stream, stop), cancellation);

    private async Task<List<JournalEntry>> PageOnceAsync(string sql, long from, long last, StreamId? stream, CancellationToken stop)
    {
        var command = store.Command(sql, Store.Value(from), Store.Value(last), Store.Value(PageEntries), Store.Value(PageBytes));
        await using (command.ConfigureAwait(false))
        {
            if (stream is { } one)
            {
                command.Parameters.Add(Store.Value(one.ToString()));
            }

            var entries = new List<JournalEntry>();
            var reader = await command.ExecuteReaderAsync(stop).ConfigureAwait(false);
            await using (reader.ConfigureAwait(false))
            {
                while (await reader.ReadAsync(stop).ConfigureAwait(false))
                {
                    entries.Add(Entry(reader, stream));
                }
            }

            return entries.Count > 0 || stream is null ? entries : throw Gap($"version {from} of {stream}", "nothing");
        }
    }

    private static JournalEntry Entry(NpgsqlDataReader reader, StreamId? stream) => new(
        reader.GetInt64(0),
        stream ?? StreamId.Parse(reader.GetString(1)),
        reader.GetInt64(2),
        reader.GetString(3),
        Instant.FromUnixTimeTicks(reader.GetInt64(4)),
        reader.GetFieldValue<byte[]>(5),
        new(reader.GetFieldValue<byte[]>(6)));

    private JournalException Gap(string wanted, string found) =>
        new(
            JournalFailure.Corrupt,
            $"In schema {store.Schema} {wanted} is missing: the server gave {found} instead. Restore the database from a backup and verify it.");
}
