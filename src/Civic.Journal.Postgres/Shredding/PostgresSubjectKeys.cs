using System.Globalization;
using Npgsql;

namespace Civic.Journal.Postgres;

/// <summary>The keys of crypto-shredding in a PostgreSQL database, 15 or later, shared by many hosts.</summary>
/// <remarks>
/// A deletion rewrites the 32nd part of the table that held the key, without it, and drops the old file: PostgreSQL itself would leave the old row in
/// place. The write-ahead log, its archive, standbys' logs and backups hold the key until they are recycled: let them expire.
/// </remarks>
public sealed class PostgresSubjectKeys : ISubjectKeys
{
    private readonly Store _store;
    private readonly NpgsqlDataSource? _owned;

    private PostgresSubjectKeys(Store store, NpgsqlDataSource? owned) => (_store, _owned) = (store, owned);

    /// <summary>Opens the store. Its schema is made when missing and brought to this program's version, by one host at a time.</summary>
    /// <param name="options">Where it is.</param>
    /// <param name="cancellation">Stops the opening.</param>
    /// <exception cref="ArgumentException">An option is not as described.</exception>
    /// <exception cref="JournalException">As for <see cref="PostgresJournal.OpenAsync"/>.</exception>
    public static async Task<PostgresSubjectKeys> OpenAsync(PostgresSubjectKeysOptions options, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        var (schema, limits) = (new SchemaName(options.Schema), new Limits(options.TimeLimit, options.TimeLimit));
        var (source, owned) = Database.Source(options.ConnectionString, options.DataSource, "civic-subject-keys");
        try
        {
            var store = new Store(source, schema, limits);
            var migration = new Migration(source, schema, SubjectKeysSchema.Product, SubjectKeysSchema.Steps);
            await store.RunAsync("opening", stop => migration.RunAsync(options.RequiresDurableServer, stop), cancellation).ConfigureAwait(false);
            return new(store, owned);
        }
        catch
        {
            await Database.CloseAsync(owned).ConfigureAwait(false);
            throw;
        }
    }

    /// <inheritdoc/>
    public async ValueTask<SubjectKey?> GetOrCreateAsync(SubjectId subject, CancellationToken cancellation = default)
    {
        ThrowIfDefault(subject);
        var (isKnown, key) = await LookAsync(subject, cancellation).ConfigureAwait(false);
        if (isKnown)
        {
            return key;
        }

        var made = SubjectKey.Create().Bytes.ToArray();
        const string insert = "INSERT INTO civic.subject_keys (part, subject, key) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING";
        NpgsqlParameter[] Values() => [Store.Value(Part(subject)), Store.Value(subject.Value), Store.Value(made)];
        await CommitAsync("making a key", [(insert, Values)], cancellation).ConfigureAwait(false);
        // Of several who made one at the same time the first one's counts, and a deletion counts more.
        return (await LookAsync(subject, cancellation).ConfigureAwait(false)).Key;
    }

    /// <inheritdoc/>
    public async ValueTask<SubjectKey?> FindAsync(SubjectId subject, CancellationToken cancellation = default)
    {
        ThrowIfDefault(subject);
        return (await LookAsync(subject, cancellation).ConfigureAwait(false)).Key;
    }

    /// <inheritdoc/>
    /// <remarks>Takes time in proportion to a 32nd of the keys, and holds up those who ask for one of them meanwhile.</remarks>
    public async ValueTask<bool> DeleteAsync(SubjectId subject, CancellationToken cancellation = default)
    {
        ThrowIfDefault(subject);
        var part = "civic.subject_keys_" + Part(subject).ToString(CultureInfo.InvariantCulture);
        static NpgsqlParameter[] None() => [];
        NpgsqlParameter[] Subject() => [Store.Value(Part(subject)), Store.Value(subject.Value)];
        var existed = await CommitAsync(
            "deleting a key",
            [
                ($"LOCK TABLE {part} IN ACCESS EXCLUSIVE MODE", None),
                ($"SELECT key IS NOT NULL FROM {part} WHERE part = $1 AND subject = $2", Subject),
                ($"INSERT INTO {part} (part, subject, key) VALUES ($1, $2, NULL) ON CONFLICT (part, subject) DO UPDATE SET key = NULL", Subject),
                ($"CREATE TEMPORARY TABLE civic_kept ON COMMIT DROP AS SELECT * FROM {part}", None),
                ($"TRUNCATE {part}", None),
                ($"INSERT INTO {part} SELECT * FROM civic_kept", None),
            ],
            cancellation).ConfigureAwait(false);
        return existed is true;
    }

    /// <summary>Closes the store's own connections.</summary>
    public ValueTask DisposeAsync() => Database.CloseAsync(_owned);

    private Task<(bool IsKnown, SubjectKey? Key)> LookAsync(SubjectId subject, CancellationToken cancellation) => _store.RunAsync("reading a key", async stop =>
    {
        var command = _store.Command(
            "SELECT key FROM civic.subject_keys WHERE part = $1 AND subject = $2", Store.Value(Part(subject)), Store.Value(subject.Value));
        await using (command.ConfigureAwait(false))
        {
            return await command.ExecuteScalarAsync(stop).ConfigureAwait(false) switch
            {
                byte[] key => (true, (SubjectKey?)new SubjectKey(key)),
                DBNull => (true, null),
                _ => (false, null),
            };
        }
    }, cancellation);

    /// <summary>Runs statements in one transaction that is on stable storage when this returns. Doing it twice is harmless.</summary>
    /// <returns>The one value that the statements gave, if any.</returns>
    private Task<object?> CommitAsync(string doing, (string Sql, Func<NpgsqlParameter[]> Values)[] statements, CancellationToken cancellation) =>
        _store.RunAsync(doing, stop => CommitOnceAsync(statements, stop), cancellation);

    private async Task<object?> CommitOnceAsync((string Sql, Func<NpgsqlParameter[]> Values)[] statements, CancellationToken cancellation)
    {
        var batch = _store.Source.CreateBatch();
        await using (batch.ConfigureAwait(false))
        {
            batch.Timeout = _store.Limits.CommandTimeout;
            HeadLock.AddBegin(batch, _store.Limits);
            foreach (var (sql, values) in statements)
            {
                var command = new NpgsqlBatchCommand(_store.Schema.In(sql));
                Array.ForEach(values(), value => command.Parameters.Add(value));
                batch.BatchCommands.Add(command);
            }

            batch.BatchCommands.Add(new("COMMIT"));
            object? found = null;
            var reader = await batch.ExecuteReaderAsync(cancellation).ConfigureAwait(false);
            await using (reader.ConfigureAwait(false))
            {
                // The first result is that of the settings.
                while (await reader.NextResultAsync(cancellation).ConfigureAwait(false))
                {
                    found = await reader.ReadAsync(cancellation).ConfigureAwait(false) ? reader.GetValue(0) : found;
                }
            }

            return found;
        }
    }

    private static short Part(SubjectId subject)
    {
        Span<byte> bytes = stackalloc byte[16];
        subject.Value.TryWriteBytes(bytes, bigEndian: true, out _);
        // The last byte is random in every kind of UUID that is.
        return (short)(bytes[15] % SubjectKeysSchema.Parts);
    }

    private static void ThrowIfDefault(SubjectId subject)
    {
        if (subject.Value == Guid.Empty)
        {
            throw new ArgumentException("No subject was named: give a random UUID.", nameof(subject));
        }
    }
}
