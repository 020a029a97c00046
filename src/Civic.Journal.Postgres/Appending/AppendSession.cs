using System.Globalization;
using Npgsql;
using NpgsqlTypes;

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

    private AppendSession(NpgsqlConnection connection, SchemaName schema, Limits limits)
    {
        _connection = connection;
        _look = new(connection) { Timeout = limits.CommandTimeout };
        HeadLock.AddTo(_look, schema, limits);
        Add(_look, schema.In("SELECT family, token, until > clock_timestamp() FROM civic.leases WHERE family = ANY ($1)"), Texts());
        Add(
            _look,
            schema.In(
                """
                SELECT s.stream, e.version, e.hash FROM unnest($1) AS s (stream)
                CROSS JOIN LATERAL (SELECT version, hash FROM civic.entries WHERE stream = s.stream ORDER BY version DESC LIMIT 1) e
                """),
            Texts());
        Add(
            _look,
            schema.In(
                """
                SELECT k.stream, k.append_key, e.request, e.version, e.position FROM unnest($1, $2) AS k (stream, append_key)
                CROSS JOIN LATERAL (SELECT request, version, position FROM civic.entries WHERE stream = k.stream AND append_key = k.append_key LIMIT 1) e
                """),
            Texts(),
            Array<List<Guid>>(NpgsqlDbType.Uuid));
        _store = new(connection) { Timeout = limits.CommandTimeout };
        Add(
            _store,
            schema.In(
                """
                INSERT INTO civic.entries (position, stream, version, type, happened_at, payload, hash, append_key, request)
                SELECT * FROM unnest($1, $2, $3, $4, $5, $6, $7, $8, $9)
                """),
            Array<List<long>>(NpgsqlDbType.Bigint),
            Texts(),
            Array<List<long>>(NpgsqlDbType.Bigint),
            Texts(),
            Array<List<long>>(NpgsqlDbType.Bigint),
            Array<List<ReadOnlyMemory<byte>>>(NpgsqlDbType.Bytea),
            Array<List<byte[]>>(NpgsqlDbType.Bytea),
            Array<List<Guid?>>(NpgsqlDbType.Uuid),
            Array<List<byte[]?>>(NpgsqlDbType.Bytea));
        Add(_store, schema.In("UPDATE civic.head SET count = $1, frontier = $2"), new NpgsqlParameter<long>(), new NpgsqlParameter<byte[]>());
        // No time limit of the server for the commit: it would break off the wait for a standby and call that a success.
        Add(_store, "SELECT pg_notify($1, $2), set_config('statement_timeout', '0', true)", new NpgsqlParameter<string> { TypedValue = schema.Channel }, new NpgsqlParameter<string>());
        Add(_store, "COMMIT");
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

            var session = new AppendSession(connection, store.Schema, store.Limits);
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
        var streams = group.Appends.Select(a => a.Stream).Distinct().ToList();
        var keyed = group.Appends.Where(a => !a.Options.Key.IsNone).ToList();
        Set(_look, 3, 0, streams.Select(s => s.Family).Distinct().ToList());
        Set(_look, 4, 0, streams.Select(s => s.ToString()).ToList());
        Set(_look, 5, 0, keyed.Select(a => a.Stream.ToString()).ToList());
        Set(_look, 5, 1, keyed.Select(a => a.Options.Key.Value).ToList());
        var reader = await _look.ExecuteReaderAsync(cancellation).ConfigureAwait(false);
        await using (reader.ConfigureAwait(false))
        {
            var ground = new Ground(await HeadLock.ReadAsync(reader, cancellation).ConfigureAwait(false));
            await ForEachAsync(() => ground.Leases[reader.GetString(0)] = (reader.GetInt64(1), reader.GetBoolean(2))).ConfigureAwait(false);
            await ForEachAsync(() => ground.Streams[StreamId.Parse(reader.GetString(0))] = new(reader.GetInt64(1), DigestAt(2))).ConfigureAwait(false);
            await ForEachAsync(() => ground.Keys[(StreamId.Parse(reader.GetString(0)), new(reader.GetGuid(1)))] = (DigestAt(2), reader.GetInt64(3), reader.GetInt64(4)))
                .ConfigureAwait(false);
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
        Set(_store, 0, 0, rows.Positions);
        Set(_store, 0, 1, rows.Streams);
        Set(_store, 0, 2, rows.Versions);
        Set(_store, 0, 3, rows.Types);
        Set(_store, 0, 4, rows.Instants);
        Set(_store, 0, 5, rows.Payloads);
        Set(_store, 0, 6, rows.Hashes);
        Set(_store, 0, 7, rows.Keys);
        Set(_store, 0, 8, rows.Requests);
        Set(_store, 1, 0, frontier.Count);
        Set(_store, 1, 1, frontier.ToArray());
        Set(_store, 2, 1, frontier.Count.ToString(CultureInfo.InvariantCulture));
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

    private static void Add(NpgsqlBatch batch, string sql, params NpgsqlParameter[] parameters)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var parameter in parameters)
        {
            command.Parameters.Add(parameter);
        }

        batch.BatchCommands.Add(command);
    }

    private static NpgsqlParameter<List<string>> Texts() => Array<List<string>>(NpgsqlDbType.Text);

    private static NpgsqlParameter<T> Array<T>(NpgsqlDbType element) => new() { NpgsqlDbType = NpgsqlDbType.Array | element };

    private static void Set<T>(NpgsqlBatch batch, int command, int parameter, T value) =>
        ((NpgsqlParameter<T>)batch.BatchCommands[command].Parameters[parameter]).TypedValue = value;
}
