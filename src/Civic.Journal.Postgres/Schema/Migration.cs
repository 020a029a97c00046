using System.Globalization;
using Npgsql;
using NpgsqlTypes;

namespace Civic.Journal.Postgres;

/// <summary>Brings a schema to the version that this program knows, one step a transaction, one host at a time.</summary>
internal sealed class Migration(NpgsqlDataSource source, SchemaName schema, string product, IReadOnlyList<string> steps)
{
    private const int OldestServer = 150000;

    private const string VersionTable =
        "CREATE TABLE civic.schema_version (product text NOT NULL, version integer PRIMARY KEY, applied timestamptz NOT NULL DEFAULT now())";

    public async Task RunAsync(bool requiresDurableServer, CancellationToken cancellation)
    {
        var connection = await source.OpenConnectionAsync(cancellation).ConfigureAwait(false);
        await using (connection.ConfigureAwait(false))
        {
            await CheckServerAsync(connection, requiresDurableServer, cancellation).ConfigureAwait(false);
            while (await StepAsync(connection, cancellation).ConfigureAwait(false))
            {
            }
        }
    }

    internal static void CheckVersion(int serverVersion)
    {
        if (serverVersion < OldestServer)
        {
            throw new JournalException(
                JournalFailure.WrongSchema,
                $"The server is PostgreSQL {serverVersion / 10000}; the journal needs {OldestServer / 10000} or later. Upgrade the server or use another.");
        }
    }

    private static async Task CheckServerAsync(NpgsqlConnection connection, bool requiresDurableServer, CancellationToken cancellation)
    {
        CheckVersion(int.Parse(await ShowAsync("server_version_num").ConfigureAwait(false), CultureInfo.InvariantCulture));
        foreach (var setting in requiresDurableServer ? ["fsync", "full_page_writes"] : Array.Empty<string>())
        {
            if (await ShowAsync(setting).ConfigureAwait(false) != "on")
            {
                throw new JournalException(
                    JournalFailure.StorageFailed,
                    $"The server runs with {setting} = off and can lose what it has acknowledged. "
                    + "Switch it on, or say RequiresDurableServer = false for data that may be lost.");
            }
        }

        async Task<string> ShowAsync(string setting)
        {
            var command = new NpgsqlCommand("SELECT current_setting($1)", connection) { Parameters = { new() { Value = setting } } };
            await using (command.ConfigureAwait(false))
            {
                return (string)(await command.ExecuteScalarAsync(cancellation).ConfigureAwait(false))!;
            }
        }
    }

    /// <summary>
    /// One step in one transaction. The advisory lock lasts to its end, so that of two hosts that start together the second sees the first one's
    /// work; and because a host reads the version anew under the lock, it takes up wherever the other one stopped, or was killed.
    /// </summary>
    /// <returns>Whether there was something to do.</returns>
    private async Task<bool> StepAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        var transaction = await connection.BeginTransactionAsync(cancellation).ConfigureAwait(false);
        await using (transaction.ConfigureAwait(false))
        {
            await RunAsync("SELECT pg_advisory_xact_lock(hashtextextended($1, 0))", $"{product}:{schema}").ConfigureAwait(false);
            var version = await VersionAsync(connection, cancellation).ConfigureAwait(false);
            if (version > steps.Count)
            {
                throw new JournalException(
                    JournalFailure.WrongSchema,
                    $"Schema {schema} has version {version} of {product}; this program knows versions up to {steps.Count}. "
                    + "Update the program: an older one must not write here.");
            }

            if (version == steps.Count)
            {
                return false;
            }

            await RunAsync("SET LOCAL synchronous_commit = on").ConfigureAwait(false);
            if (version == 0)
            {
                await RunAsync(schema.In(VersionTable)).ConfigureAwait(false);
            }

            await RunAsync(schema.In(steps[version])).ConfigureAwait(false);
            await RunAsync(schema.In("INSERT INTO civic.schema_version (product, version) VALUES ($1, $2)"), product, version + 1).ConfigureAwait(false);
            await transaction.CommitAsync(cancellation).ConfigureAwait(false);
            return true;
        }

        async Task RunAsync(string sql, params object[] values)
        {
            var command = new NpgsqlCommand(sql, connection);
            await using (command.ConfigureAwait(false))
            {
                foreach (var value in values)
                {
                    command.Parameters.Add(new() { Value = value });
                }

                await command.ExecuteNonQueryAsync(cancellation).ConfigureAwait(false);
            }
        }
    }

    /// <summary>The version of the schema, 0 when it is empty; it is made when missing.</summary>
    private async Task<int> VersionAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        // To_regnamespace and not CREATE SCHEMA IF NOT EXISTS, which needs the right to create schemas even when there is nothing to create.
        if (await ScalarAsync("SELECT to_regnamespace($1) IS NOT NULL", schema.Value).ConfigureAwait(false) is not true)
        {
            await ScalarAsync($"CREATE SCHEMA \"{schema}\"").ConfigureAwait(false);
        }

        if (await ScalarAsync("SELECT to_regclass($1) IS NOT NULL", schema.Value + ".schema_version").ConfigureAwait(false) is not true)
        {
            var tables = await ScalarAsync("SELECT count(*) FROM pg_class WHERE relnamespace = to_regnamespace($1)", schema.Value).ConfigureAwait(false);
            return tables is 0L ? 0 : throw Foreign("tables that are not a journal's");
        }

        object? found;
        try
        {
            const string version = "SELECT max(version) FROM civic.schema_version HAVING min(product) = $1 AND max(product) = $1";
            found = await ScalarAsync(schema.In(version), product).ConfigureAwait(false);
        }
        catch (PostgresException e) when (e.SqlState is PostgresErrorCodes.UndefinedColumn or PostgresErrorCodes.UndefinedFunction)
        {
            throw Foreign("a schema_version of another program");
        }

        return found as int? ?? throw Foreign("a schema_version of another product");

        async Task<object?> ScalarAsync(string sql, string? value = null)
        {
            var command = new NpgsqlCommand(sql, connection);
            await using (command.ConfigureAwait(false))
            {
                if (value is not null)
                {
                    command.Parameters.Add(new() { Value = value, NpgsqlDbType = NpgsqlDbType.Text });
                }

                return await command.ExecuteScalarAsync(cancellation).ConfigureAwait(false);
            }
        }
    }

    private JournalException Foreign(string what) =>
        new(JournalFailure.WrongSchema, $"Schema {schema} holds {what}; {product} wants a schema of its own. Name another in the options; it will be made.");
}
