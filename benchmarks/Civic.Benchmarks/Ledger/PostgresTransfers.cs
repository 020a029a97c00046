using Civic.Ledger;
using Npgsql;

namespace Civic.Benchmarks;

/// <summary>Double entry as it is usually written on PostgreSQL: three prepared statements a transfer, sent together in one transaction.</summary>
internal sealed class PostgresTransfers : IAsyncDisposable
{
    private const string Insert = "INSERT INTO transfer VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    private const string Debit = "UPDATE account SET debits = debits + $1 WHERE id = $2";
    private const string Credit = "UPDATE account SET credits = credits + $1 WHERE id = $2";
    private readonly NpgsqlDataSource _source;
    private readonly NpgsqlConnection _connection;

    private PostgresTransfers(NpgsqlDataSource source, NpgsqlConnection connection) => (_source, _connection) = (source, connection);

    public static async Task<PostgresTransfers> OpenAsync(string connectionString)
    {
        var source = NpgsqlDataSource.Create(connectionString + ";Max Auto Prepare=10;Auto Prepare Min Usages=1");
        await using var schema = source.CreateCommand($"""
            CREATE TABLE account(id bigint PRIMARY KEY, debits bigint NOT NULL DEFAULT 0, credits bigint NOT NULL DEFAULT 0);
            CREATE TABLE transfer(id bigint PRIMARY KEY, debit bigint NOT NULL, credit bigint NOT NULL, amount bigint NOT NULL,
                user_data bigint NOT NULL, ledger bigint NOT NULL, code bigint NOT NULL, at bigint NOT NULL);
            INSERT INTO account(id) SELECT generate_series(1, {TransferWorkload.Accounts})
            """);
        await schema.ExecuteNonQueryAsync();
        return new(source, await source.OpenConnectionAsync());
    }

    public async Task CommitAsync(Transfer[] transfers)
    {
        await using var transaction = await _connection.BeginTransactionAsync();
        await using var batch = new NpgsqlBatch(_connection, transaction);
        foreach (var t in transfers)
        {
            var (debit, credit, amount) = ((long)t.DebitAccountId.Value, (long)t.CreditAccountId.Value, (long)t.Amount);
            Add(batch, Insert, (long)t.Id.Value, debit, credit, amount, (long)t.UserData64, t.Ledger, t.Code, (long)t.Id.Value);
            Add(batch, Debit, amount, debit);
            Add(batch, Credit, amount, credit);
        }

        await batch.ExecuteNonQueryAsync();
        await transaction.CommitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _connection.DisposeAsync();
        await _source.DisposeAsync();
    }

    private static void Add(NpgsqlBatch batch, string text, params ReadOnlySpan<long> values)
    {
        var command = new NpgsqlBatchCommand(text);
        foreach (var value in values)
        {
            command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = value });
        }

        batch.BatchCommands.Add(command);
    }
}
