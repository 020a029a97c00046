using Npgsql;

namespace Civic.Journal.Postgres;

/// <summary>The writer's own connection: two round trips a transaction, with statements that the server prepared once.</summary>
/// <remarks>
/// Why positions have no gaps and none appears late. Whoever appends first locks the one row of <c>head</c>, and holds the lock until its
/// transaction ends. Under it, it reads the count, gives its entries the positions that follow, and writes the new count. PostgreSQL releases a
/// row lock only after the transaction has become visible to new snapshots, and the statements after the locking one take new snapshots (READ
/// COMMITTED), so the next in line sees all of it. Hence the transactions are strung in one order; each begins where the one before it ended; the
/// order of positions is the order of commits; and any snapshot that shows an entry shows all entries with lower positions. A transaction that is
/// rolled back leaves the count as it was, so it leaves no gap. A reader needs no lock: it waits for nothing and can skip nothing. The same lock
/// makes each decision (key, lease, version) on the state it is stored on, and leases are given under it as well: an append comes wholly before
/// a grant, or sees it.
/// </remarks>
internal sealed class AppendSession : IAsyncDisposable
{
    private readonly NpgsqlConnection _connection;
    private readonly NpgsqlBatch _look;
    private readonly NpgsqlBatch _store;

    private AppendSession(NpgsqlConnection connection, Store store)
    {
        _connection = connection;
        _look = AppendStatements.Look(connection, store.Schema, store.Limits);
        _store = AppendStatements.Store(connection, store.Schema, store.Limits);
    }

    public static async Task<AppendSession> OpenAsync(Store store, CancellationToken cancellation)
    {
        var connection = await store.Source.OpenConnectionAsync(cancellation).ConfigureAwait(false);
        try
        {
            // Look-ups by key only: a plan made while the table was small must not stay a scan of it for good.
            var settings = new NpgsqlCommand("SET enable_seqscan = off; SET enable_bitmapscan = off; SET jit = off", connection);
            await using (settings.ConfigureAwait(false))
            {
                await settings.ExecuteNonQueryAsync(cancellation).ConfigureAwait(false);
            }

            var session = new AppendSession(connection, store);
            await session._look.PrepareAsync(cancellation).ConfigureAwait(false);
            await session._store.PrepareAsync(cancellation).ConfigureAwait(false);
            return session;
        }
        catch
        {
            await connection.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>First round trip: begins the transaction, locks the head row and reads what the appends need.</summary>
    public async Task<Ground> LookAsync(AppendGroup group, CancellationToken cancellation)
    {
        AppendStatements.SetLook(_look, group.Appends);
        var reader = await _look.ExecuteReaderAsync(cancellation).ConfigureAwait(false);
        await using (reader.ConfigureAwait(false))
        {
            var ground = new Ground(await HeadLock.ReadAsync(reader, cancellation).ConfigureAwait(false));
            await ForEachAsync(() => ground.Leases[reader.GetString(0)] = (reader.GetInt64(1), reader.GetBoolean(2))).ConfigureAwait(false);
            await ForEachAsync(() => ground.Streams[StreamId.Parse(reader.GetString(0))] = new(reader.GetInt64(1), DigestAt(2))).ConfigureAwait(false);
            await ForEachAsync(() =>
            {
                var key = (StreamId.Parse(reader.GetString(0)), new AppendKey(reader.GetGuid(1)));
                ground.Keys[key] = (DigestAt(2), reader.GetInt64(3), reader.GetInt64(4));
            }).ConfigureAwait(false);
            return ground;
        }

        async Task ForEachAsync(Action row)
        {
            await reader.NextResultAsync(cancellation).ConfigureAwait(false);
            while (await reader.ReadAsync(cancellation).ConfigureAwait(false))
            {
                row();
            }
        }

        Digest DigestAt(int column) => new(reader.GetFieldValue<byte[]>(column));
    }

    /// <summary>Second round trip: writes the entries and the new head, and commits. When it returns, all of it is on stable storage.</summary>
    public async Task StoreAsync(EntryRows rows, MerkleFrontier frontier, CancellationToken cancellation)
    {
        AppendStatements.SetStore(_store, rows, frontier);
        await _store.ExecuteNonQueryAsync(cancellation).ConfigureAwait(false);
    }

    /// <summary>Ends a transaction that has nothing to write, or that failed.</summary>
    public async Task RollBackAsync(CancellationToken cancellation)
    {
        var rollback = new NpgsqlCommand("ROLLBACK", _connection);
        await using (rollback.ConfigureAwait(false))
        {
            await rollback.ExecuteNonQueryAsync(cancellation).ConfigureAwait(false);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _look.DisposeAsync().ConfigureAwait(false);
        await _store.DisposeAsync().ConfigureAwait(false);
        await _connection.DisposeAsync().ConfigureAwait(false);
    }
}
