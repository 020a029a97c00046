using System.Security.Cryptography;
using System.Text;

namespace Civic.Journal.Postgres;

/// <summary>The two newest snapshots of each stream, each with a checksum over all of it.</summary>
internal sealed class SnapshotTable(Store store)
{
    private const string Save =
        """
        INSERT INTO civic.snapshots (stream, version, hash, format, state, checksum)
        SELECT $1, $2, $3, $4, $5, $6 WHERE EXISTS (SELECT FROM civic.entries WHERE stream = $1 AND version = $2 AND hash = $3)
        ON CONFLICT (stream, version) DO UPDATE SET hash = excluded.hash, format = excluded.format, state = excluded.state, checksum = excluded.checksum
        """;

    private const string Tidy =
        """
        DELETE FROM civic.snapshots WHERE stream = $1
            AND version < (SELECT version FROM civic.snapshots WHERE stream = $1 ORDER BY version DESC LIMIT 1 OFFSET 1)
        """;

    private const string Load =
        """
        SELECT s.version, s.hash, s.format, s.state, s.checksum,
            EXISTS (SELECT FROM civic.entries e WHERE e.stream = s.stream AND e.version = s.version AND e.hash = s.hash)
        FROM civic.snapshots s WHERE s.stream = $1 AND s.version < $2 ORDER BY s.version DESC LIMIT 1
        """;

    /// <returns>Whether the stream has the entry that the snapshot reaches to.</returns>
    public Task<bool> SaveAsync(Snapshot snapshot, CancellationToken cancellation) => store.RunAsync("saving a snapshot", async stop =>
    {
        var stream = snapshot.Stream.ToString();
        // Npgsql sends both in one go, which PostgreSQL takes as one transaction.
        var batch = store.Source.CreateBatch();
        await using (batch.ConfigureAwait(false))
        {
            batch.Timeout = store.Limits.CommandTimeout;
            batch.BatchCommands.Add(new(store.Schema.In(Save))
            {
                Parameters =
                {
                    Store.Value(stream), Store.Value(snapshot.At.Version), Store.Value(snapshot.At.Hash.ToArray()), Store.Value(snapshot.Format),
                    Store.Value(snapshot.State), Store.Value(Checksum(snapshot.At, snapshot.Format, snapshot.State.Span)),
                },
            });
            batch.BatchCommands.Add(new(store.Schema.In(Tidy)) { Parameters = { Store.Value(stream) } });
            await batch.ExecuteNonQueryAsync(stop).ConfigureAwait(false);
            return batch.BatchCommands[0].RecordsAffected > 0;
        }
    }, cancellation);

    public async Task<Snapshot?> LoadAsync(StreamId stream, CancellationToken cancellation)
    {
        for (var below = long.MaxValue; ;)
        {
            var (version, snapshot) = await store.RunAsync("loading a snapshot", stop => LoadAsync(stream, below, stop), cancellation).ConfigureAwait(false);
            if (snapshot is not null || version is null)
            {
                return snapshot;
            }

            below = version.Value;
        }
    }

    /// <summary>The newest below a version: its version, and the snapshot if it is intact.</summary>
    private async Task<(long? Version, Snapshot? Snapshot)> LoadAsync(StreamId stream, long below, CancellationToken cancellation)
    {
        var command = store.Command(Load, Store.Value(stream.ToString()), Store.Value(below));
        await using (command.ConfigureAwait(false))
        {
            var reader = await command.ExecuteReaderAsync(cancellation).ConfigureAwait(false);
            await using (reader.ConfigureAwait(false))
            {
                if (!await reader.ReadAsync(cancellation).ConfigureAwait(false))
                {
                    return default;
                }

                var version = reader.GetInt64(0);
                var hash = reader.GetFieldValue<byte[]>(1);
                var (format, state) = (reader.GetString(2), reader.GetFieldValue<byte[]>(3));
                if (!reader.GetBoolean(5) || hash.Length != Digest.Length)
                {
                    return (version, null);
                }

                var at = new StreamHead(version, new(hash));
                var isIntact = Checksum(at, format, state).AsSpan().SequenceEqual(reader.GetFieldValue<byte[]>(4));
                return (version, isIntact ? new(stream, at, format, state) : null);
            }
        }
    }

    private static byte[] Checksum(StreamHead at, string format, ReadOnlySpan<byte> state)
    {
        using var sha = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        sha.AppendData(Encoding.UTF8.GetBytes($"{at.Version} {at.Hash} {format} "));
        sha.AppendData(state);
        return sha.GetHashAndReset();
    }
}
