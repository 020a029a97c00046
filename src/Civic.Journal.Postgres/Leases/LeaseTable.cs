using NodaTime;
using Npgsql;

namespace Civic.Journal.Postgres;

/// <summary>
/// Leases by the database's clock, so that hosts need not agree on the time. Every change is made under the lock of the head row, as appends are:
/// an append that was decided on before a grant is committed before it, and one that comes later sees it.
/// </summary>
internal sealed class LeaseTable(Store store)
{
    /// <summary>Longer ones are cut: nobody holds a lease for a hundred years, and the server's clock ends.</summary>
    private static readonly Duration Longest = Duration.FromDays(36_525);

    private const string Take =
        """
        INSERT INTO civic.leases AS l (family, token, holder, until) VALUES ($1, 1, $2, clock_timestamp() + $3 * interval '1 microsecond')
        ON CONFLICT (family) DO UPDATE SET
            token = CASE WHEN l.holder = $2 AND l.until > clock_timestamp() THEN l.token ELSE l.token + 1 END, holder = $2, until = excluded.until
        WHERE l.holder = $2 OR l.until <= clock_timestamp()
        RETURNING token
        """;

    public Task<LeaseOutcome> TakeAsync(string family, string holder, Duration duration, CancellationToken cancellation) =>
        UnderHeadLockAsync("taking a lease", async reader =>
        {
            var isGranted = await reader.ReadAsync(cancellation).ConfigureAwait(false);
            await reader.NextResultAsync(cancellation).ConfigureAwait(false);
            await reader.ReadAsync(cancellation).ConfigureAwait(false);
            var until = Instant.FromDateTimeUtc(DateTime.SpecifyKind(reader.GetDateTime(2), DateTimeKind.Utc));
            return new LeaseOutcome(isGranted, isGranted ? new(reader.GetInt64(0)) : default, reader.GetString(1), until);
        },
        cancellation,
        new(store.Schema.In(Take)) { Parameters = { Store.Value(family), Store.Value(holder), Store.Value(Microseconds(duration)) } },
        new(store.Schema.In("SELECT token, holder, until FROM civic.leases WHERE family = $1")) { Parameters = { Store.Value(family) } });

    public Task<bool> ReleaseAsync(string family, FencingToken token, CancellationToken cancellation) =>
        UnderHeadLockAsync(
            "giving a lease back",
            _ => Task.FromResult(true),
            cancellation,
            new NpgsqlBatchCommand(store.Schema.In("UPDATE civic.leases SET until = '-infinity' WHERE family = $1 AND token = $2"))
            {
                Parameters = { Store.Value(family), Store.Value(token.Value) },
            });

    /// <summary>Runs statements in one transaction and one round trip. Doing it twice is harmless: the holder of a lease gets the same one again.</summary>
    /// <param name="doing">What for, for messages.</param>
    /// <param name="read">Reads the results, the first of which is that of the first statement.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <param name="commands">The statements.</param>
    private async Task<T> UnderHeadLockAsync<T>(
        string doing, Func<NpgsqlDataReader, Task<T>> read, CancellationToken cancellation, params NpgsqlBatchCommand[] commands)
    {
        try
        {
            return await store.RunAsync(doing, RunAsync, cancellation).ConfigureAwait(false);
        }
        catch (JournalException e) when (e.InnerException is PostgresException { SqlState: PostgresErrorCodes.LockNotAvailable })
        {
            throw await HeadLock.BlockedAsync(store, e, cancellation).ConfigureAwait(false);
        }

        async Task<T> RunAsync(CancellationToken stop)
        {
            var batch = store.Source.CreateBatch();
            await using (batch.ConfigureAwait(false))
            {
                batch.Timeout = store.Limits.CommandTimeout;
                HeadLock.AddTo(batch, store.Schema, store.Limits);
                foreach (var command in commands)
                {
                    batch.BatchCommands.Add(command);
                }

                batch.BatchCommands.Add(new("COMMIT"));
                var reader = await batch.ExecuteReaderAsync(stop).ConfigureAwait(false);
                await using (reader.ConfigureAwait(false))
                {
                    await HeadLock.ReadAsync(reader, stop).ConfigureAwait(false);
                    await reader.NextResultAsync(stop).ConfigureAwait(false);
                    var result = await read(reader).ConfigureAwait(false);
                    while (await reader.NextResultAsync(stop).ConfigureAwait(false))
                    {
                        // To the commit: an error of it must be seen.
                    }

                    return result;
                }
            }
        }
    }

    private static long Microseconds(Duration duration) => (long)Math.Ceiling(Duration.Min(duration, Longest).TotalNanoseconds / 1_000);
}
