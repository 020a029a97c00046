using Npgsql;

namespace Civic.Journal.Postgres;

/// <summary>The beginning of every transaction that appends or gives a lease: three statements that lock and read the head row.</summary>
internal static class HeadLock
{
    /// <summary>Adds the three statements.</summary>
    public static void AddTo(NpgsqlBatch batch, SchemaName schema, Limits limits)
    {
        AddBegin(batch, limits);
        batch.BatchCommands.Add(new(schema.In("SELECT count, frontier FROM civic.head FOR UPDATE")));
    }

    /// <summary>
    /// Adds the first two. Synchronous commit is forced for this transaction whatever the server, database or role says; a server that even waits
    /// for its standbys to apply keeps doing so.
    /// </summary>
    public static void AddBegin(NpgsqlBatch batch, Limits limits)
    {
        const string settings =
            """
            SELECT set_config('lock_timeout', $1, true), set_config('statement_timeout', $2, true),
                set_config('synchronous_commit', CASE current_setting('synchronous_commit') WHEN 'remote_apply' THEN 'remote_apply' ELSE 'on' END, true)
            """;
        batch.BatchCommands.Add(new("BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE"));
        batch.BatchCommands.Add(new(settings) { Parameters = { Store.Value(limits.LockTimeout), Store.Value(limits.StatementTimeout) } });
    }

    /// <summary>Reads past the settings to the head.</summary>
    /// <exception cref="JournalException">There is none, or it contradicts itself.</exception>
    public static async Task<MerkleFrontier> ReadAsync(NpgsqlDataReader reader, CancellationToken cancellation)
    {
        await reader.NextResultAsync(cancellation).ConfigureAwait(false);
        return await FrontierAsync(reader, cancellation).ConfigureAwait(false);
    }

    /// <summary>Reads the head from a reader that stands before its row.</summary>
    public static async Task<MerkleFrontier> FrontierAsync(NpgsqlDataReader reader, CancellationToken cancellation)
    {
        if (!await reader.ReadAsync(cancellation).ConfigureAwait(false))
        {
            throw new JournalException(JournalFailure.Corrupt, "The head row of the journal is gone. Restore the database from a backup.");
        }

        try
        {
            return new(reader.GetInt64(0), reader.GetFieldValue<byte[]>(1));
        }
        catch (ArgumentException e)
        {
            throw new JournalException(
                JournalFailure.Corrupt, $"The head row of the journal contradicts itself: {e.Message} Restore the database from a backup.", e);
        }
    }

    /// <summary>
    /// The failure with a hint who holds the head row: <c>pg_blocking_pids</c> knows only as long as one waits, so the table's locks are asked.
    /// </summary>
    public static async Task<JournalException> BlockedAsync(Store store, JournalException failure, CancellationToken cancellation)
    {
        var suspects = "";
        try
        {
            suspects = await SuspectsAsync(store, cancellation).ConfigureAwait(false);
        }
        catch (Exception e) when (PostgresFailures.IsStore(e))
        {
            // The hint is not worth a second failure.
        }

        return new(
            failure.Failure,
            $"{failure.Message} The lock is on the row of {store.Schema}.head, which every append takes; a transaction was left open there. "
            + $"Holding or waiting for it, the oldest first: {(suspects.Length > 0 ? suspects : "nobody any more")}. "
            + "While it hangs, SELECT pid, pg_blocking_pids(pid) FROM pg_stat_activity WHERE wait_event_type = 'Lock' tells who blocks whom; "
            + "pg_terminate_backend(pid) ends one.",
            failure.InnerException);
    }

    private static async Task<string> SuspectsAsync(Store store, CancellationToken cancellation)
    {
        var command = store.Source.CreateCommand(
            """
            SELECT string_agg(
                format('backend %s (%s, %s for %s s)', pid, coalesce(nullif(application_name, ''), 'no application name'), state, age), '; ' ORDER BY age DESC)
            FROM (SELECT DISTINCT a.pid, a.application_name, a.state, extract(epoch FROM clock_timestamp() - a.xact_start)::bigint AS age
                FROM pg_locks l JOIN pg_stat_activity a ON a.pid = l.pid
                WHERE l.relation = to_regclass($1) AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
                    AND l.granted AND l.mode <> 'AccessShareLock' AND a.pid <> pg_backend_pid()) suspects
            """);
        await using (command.ConfigureAwait(false))
        {
            command.Parameters.Add(new() { Value = store.Schema + ".head" });
            return await command.ExecuteScalarAsync(cancellation).ConfigureAwait(false) as string ?? "";
        }
    }
}
