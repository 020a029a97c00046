using Civic.Ledger;
using Microsoft.Data.Sqlite;

namespace Civic.Benchmarks;

/// <summary>Double entry as it is usually written on SQLite: three prepared statements a transfer, so many transfers a transaction.</summary>
internal sealed class SqliteTransfers : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly SqliteCommand _insert;
    private readonly SqliteCommand _debit;
    private readonly SqliteCommand _credit;

    public SqliteTransfers(string path)
    {
        _connection = new($"Data Source={path}");
        _connection.Open();
        Execute("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL");
        Execute("CREATE TABLE account(id INTEGER PRIMARY KEY, debits INTEGER NOT NULL DEFAULT 0, credits INTEGER NOT NULL DEFAULT 0)");
        Execute("""
            CREATE TABLE transfer(id INTEGER PRIMARY KEY, debit INTEGER NOT NULL, credit INTEGER NOT NULL, amount INTEGER NOT NULL,
                user_data INTEGER NOT NULL, ledger INTEGER NOT NULL, code INTEGER NOT NULL, at INTEGER NOT NULL)
            """);
        Execute($"""
            WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {TransferWorkload.Accounts})
            INSERT INTO account(id) SELECT i FROM n
            """);
        string[] columns = ["$id", "$debit", "$credit", "$amount", "$data", "$ledger", "$code", "$at"];
        _insert = Prepare($"INSERT INTO transfer VALUES ({string.Join(", ", columns)})", columns);
        _debit = Prepare("UPDATE account SET debits = debits + $amount WHERE id = $id", "$amount", "$id");
        _credit = Prepare("UPDATE account SET credits = credits + $amount WHERE id = $id", "$amount", "$id");
    }

    public void Commit(Transfer[] transfers)
    {
        using var transaction = _connection.BeginTransaction();
        (_insert.Transaction, _debit.Transaction, _credit.Transaction) = (transaction, transaction, transaction);
        foreach (var t in transfers)
        {
            var (debit, credit, amount) = ((long)t.DebitAccountId.Value, (long)t.CreditAccountId.Value, (long)t.Amount);
            Run(_insert, (long)t.Id.Value, debit, credit, amount, (long)t.UserData64, t.Ledger, t.Code, (long)t.Id.Value);
            Run(_debit, amount, debit);
            Run(_credit, amount, credit);
        }

        transaction.Commit();
    }

    public void Dispose()
    {
        _insert.Dispose();
        _debit.Dispose();
        _credit.Dispose();
        _connection.Dispose();
        SqliteConnection.ClearAllPools();
    }

    private static void Run(SqliteCommand command, params ReadOnlySpan<long> values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            command.Parameters[i].Value = values[i];
        }

        command.ExecuteNonQuery();
    }

    private SqliteCommand Prepare(string text, params string[] names)
    {
        var command = _connection.CreateCommand();
        command.CommandText = text;
        foreach (var name in names)
        {
            command.Parameters.AddWithValue(name, 0L);
        }

        command.Prepare();
        return command;
    }

    private void Execute(string text)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = text;
        command.ExecuteNonQuery();
    }
}
