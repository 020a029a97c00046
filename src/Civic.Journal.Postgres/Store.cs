using Npgsql;

namespace Civic.Journal.Postgres;

/// <summary>The database as the parts of the journal see it: connections, names, limits, and errors explained.</summary>
internal sealed record Store(NpgsqlDataSource Source, SchemaName Schema, Limits Limits)
{
    /// <summary>A command outside any transaction; <c>civic.</c> in its text stands for the schema.</summary>
    public NpgsqlCommand Command(string sql, params NpgsqlParameter[] parameters)
    {
        var command = Source.CreateCommand(Schema.In(sql));
        command.CommandTimeout = Limits.CommandTimeout;
        command.Parameters.AddRange(parameters);
        return command;
    }

    /// <summary>A parameter of a type that Npgsql knows by itself.</summary>
    public static NpgsqlParameter<T> Value<T>(T value) => new() { TypedValue = value };

    /// <summary>
    /// Runs something that may be run twice. A pooled connection may have died since it was used last, so a lost one is tried again once; by then
    /// the pool has been emptied of its like.
    /// </summary>
    public async Task<T> RunAsync<T>(string doing, Func<CancellationToken, Task<T>> work, CancellationToken cancellation)
    {
        for (var mayTryAgain = true; ; mayTryAgain = false)
        {
            try
            {
                return await work(cancellation).ConfigureAwait(false);
            }
            catch (Exception e) when (PostgresFailures.IsStore(e))
            {
                cancellation.ThrowIfCancellationRequested();
                var failure = PostgresFailures.Explain(e, $"{doing} in schema {Schema}");
                if (failure.Failure != JournalFailure.ConnectionLost || !mayTryAgain)
                {
                    throw failure;
                }

                Source.Clear();
            }
        }
    }

    /// <summary>The same for what gives nothing back.</summary>
    public Task RunAsync(string doing, Func<CancellationToken, Task> work, CancellationToken cancellation) => RunAsync(
        doing,
        async stop =>
        {
            await work(stop).ConfigureAwait(false);
            return true;
        },
        cancellation);
}
