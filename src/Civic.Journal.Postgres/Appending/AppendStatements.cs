using System.Globalization;
using Npgsql;
using NpgsqlTypes;

namespace Civic.Journal.Postgres;

/// <summary>The two batches of an append, made once a connection: the first looks, the second stores.</summary>
internal static class AppendStatements
{
    /// <summary>Begins the transaction, locks the head row, and reads the leases, streams and keys that are asked for, in this order.</summary>
    public static NpgsqlBatch Look(NpgsqlConnection connection, SchemaName schema, Limits limits)
    {
        var batch = new NpgsqlBatch(connection) { Timeout = limits.CommandTimeout };
        HeadLock.AddTo(batch, schema, limits);
        const string leases = "SELECT family, token, until > clock_timestamp() FROM civic.leases WHERE family = ANY ($1)";
        Add(batch, schema.In(leases), Array<List<string>>(NpgsqlDbType.Text));
        const string streams =
            """
            SELECT s.stream, e.version, e.hash FROM unnest($1) AS s (stream)
            CROSS JOIN LATERAL (SELECT version, hash FROM civic.entries WHERE stream = s.stream ORDER BY version DESC LIMIT 1) e
            """;
        Add(batch, schema.In(streams), Array<List<string>>(NpgsqlDbType.Text));
        const string keys =
            """
            SELECT k.stream, k.append_key, e.request, e.version, e.position FROM unnest($1, $2) AS k (stream, append_key)
            CROSS JOIN LATERAL (SELECT request, version, position FROM civic.entries WHERE stream = k.stream AND append_key = k.append_key LIMIT 1) e
            """;
        Add(batch, schema.In(keys), Array<List<string>>(NpgsqlDbType.Text), Array<List<Guid>>(NpgsqlDbType.Uuid));
        return batch;
    }

    public static void SetLook(NpgsqlBatch batch, IReadOnlyList<PendingAppend> appends)
    {
        var streams = appends.Select(a => a.Stream).Distinct().ToList();
        var keyed = appends.Where(a => !a.Options.Key.IsNone).ToList();
        Set(batch, 3, 0, streams.Select(s => s.Family).Distinct().ToList());
        Set(batch, 4, 0, streams.Select(s => s.ToString()).ToList());
        Set(batch, 5, 0, keyed.Select(a => a.Stream.ToString()).ToList());
        Set(batch, 5, 1, keyed.Select(a => a.Options.Key.Value).ToList());
    }

    /// <summary>Writes the entries and the head, tells those who listen, and commits.</summary>
    public static NpgsqlBatch Store(NpgsqlConnection connection, SchemaName schema, Limits limits)
    {
        var batch = new NpgsqlBatch(connection) { Timeout = limits.CommandTimeout };
        const string entries =
            """
            INSERT INTO civic.entries (position, stream, version, type, happened_at, payload, hash, append_key, request)
            SELECT * FROM unnest($1, $2, $3, $4, $5, $6, $7, $8, $9)
            """;
        Add(
            batch,
            schema.In(entries),
            Array<List<long>>(NpgsqlDbType.Bigint),
            Array<List<string>>(NpgsqlDbType.Text),
            Array<List<long>>(NpgsqlDbType.Bigint),
            Array<List<string>>(NpgsqlDbType.Text),
            Array<List<long>>(NpgsqlDbType.Bigint),
            Array<List<ReadOnlyMemory<byte>>>(NpgsqlDbType.Bytea),
            Array<List<byte[]>>(NpgsqlDbType.Bytea),
            Array<List<Guid?>>(NpgsqlDbType.Uuid),
            Array<List<byte[]?>>(NpgsqlDbType.Bytea));
        Add(batch, schema.In("UPDATE civic.head SET count = $1, frontier = $2"), new NpgsqlParameter<long>(), new NpgsqlParameter<byte[]>());
        // No time limit of the server for the commit: it would break off the wait for a standby and call that a success.
        var channel = new NpgsqlParameter<string> { TypedValue = schema.Channel };
        Add(batch, "SELECT pg_notify($1, $2), set_config('statement_timeout', '0', true)", channel, new NpgsqlParameter<string>());
        Add(batch, "COMMIT");
        return batch;
    }

    public static void SetStore(NpgsqlBatch batch, EntryRows rows, MerkleFrontier frontier)
    {
        Set(batch, 0, 0, rows.Positions);
        Set(batch, 0, 1, rows.Streams);
        Set(batch, 0, 2, rows.Versions);
        Set(batch, 0, 3, rows.Types);
        Set(batch, 0, 4, rows.Instants);
        Set(batch, 0, 5, rows.Payloads);
        Set(batch, 0, 6, rows.Hashes);
        Set(batch, 0, 7, rows.Keys);
        Set(batch, 0, 8, rows.Requests);
        Set(batch, 1, 0, frontier.Count);
        Set(batch, 1, 1, frontier.ToArray());
        Set(batch, 2, 1, frontier.Count.ToString(CultureInfo.InvariantCulture));
    }

    private static void Add(NpgsqlBatch batch, string sql, params NpgsqlParameter[] parameters)
    {
        var command = new NpgsqlBatchCommand(sql);
        System.Array.ForEach(parameters, parameter => command.Parameters.Add(parameter));
        batch.BatchCommands.Add(command);
    }

    private static NpgsqlParameter<T> Array<T>(NpgsqlDbType element) => new() { NpgsqlDbType = NpgsqlDbType.Array | element };

    private static void Set<T>(NpgsqlBatch batch, int command, int parameter, T value) =>
        ((NpgsqlParameter<T>)batch.BatchCommands[command].Parameters[parameter]).TypedValue = value;
}
