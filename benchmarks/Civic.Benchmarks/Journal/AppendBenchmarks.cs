using BenchmarkDotNet.Attributes;
using Civic.Journal;
using Civic.Journal.Postgres;
using Civic.Journal.Sqlite;
using Civic.Testing;
using Microsoft.Data.Sqlite;
using NodaTime;
using Npgsql;

namespace Civic.Benchmarks;

/// <summary>
/// Entries of 200 bytes, each acknowledged only when it is flushed to the disk, by one writer and by 64. The floors are the same databases taking one plain row a
/// transaction: no order, no hashes, no expected version.
/// </summary>
public class AppendBenchmarks : IDisposable
{
    private const int Few = 100;
    private const int Writers = 64;
    private const int Each = 16;
    private static readonly NewEntry[] Entry = [new("bench.happened", Instant.FromUtc(2026, 11, 22, 0, 0), new byte[200])];
    private readonly string _folder = Directory.CreateTempSubdirectory("civic-journal-").FullName;
    private SqliteConnection? _plainSqlite;
    private SqliteCommand? _insertSqlite;
    private NpgsqlDataSource? _plainPostgres;
    private PostgresServer? _server;
    private IJournal? _sqlite;
    private IJournal? _postgres;

    // The in-process runner waits for no task of a setup or a cleanup.
    [GlobalSetup]
    public void Open() => OpenAsync().GetAwaiter().GetResult();

    [GlobalCleanup]
    public void Close() => CloseAsync().GetAwaiter().GetResult();

    public void Dispose()
    {
        _insertSqlite?.Dispose();
        _plainSqlite?.Dispose();
        SqliteConnection.ClearAllPools();
        GC.SuppressFinalize(this);
    }

    [Benchmark(Baseline = true, OperationsPerInvoke = Few)]
    public void PlainSqliteRow()
    {
        for (var i = 0; i < Few; i++)
        {
            _insertSqlite!.ExecuteNonQuery();
        }
    }

    [Benchmark(OperationsPerInvoke = Few)]
    public Task SqliteOneWriter() => WriteAsync(_sqlite!, writer: 0, Few);

    [Benchmark(OperationsPerInvoke = Writers * Each)]
    public Task Sqlite64Writers() => WriteAllAsync(_sqlite!);

    [Benchmark(OperationsPerInvoke = Few)]
    public async Task PlainPostgresRow()
    {
        for (var i = 0; i < Few; i++)
        {
            await using var insert = Postgres().CreateCommand("INSERT INTO plain(data) VALUES ($1)");
            insert.Parameters.Add(new() { Value = new byte[200] });
            await insert.ExecuteNonQueryAsync();
        }
    }

    [Benchmark(OperationsPerInvoke = Few)]
    public Task PostgresOneWriter() => WriteAsync(_postgres ?? throw Missing(), writer: 0, Few);

    [Benchmark(OperationsPerInvoke = Writers * Each)]
    public Task Postgres64Writers() => WriteAllAsync(_postgres ?? throw Missing());

    private static Task WriteAllAsync(IJournal journal) => Task.WhenAll(Enumerable.Range(0, Writers).Select(writer => WriteAsync(journal, writer, Each)));

    private static async Task WriteAsync(IJournal journal, int writer, int count)
    {
        var stream = new StreamId("bench", $"writer-{writer}");
        for (var i = 0; i < count; i++)
        {
            await journal.AppendAsync(stream, ExpectedVersion.Any, Entry);
        }
    }

    private async Task OpenAsync()
    {
        _sqlite = await SqliteJournal.OpenAsync(Path.Combine(_folder, "journal.db"));
        _plainSqlite = new($"Data Source={Path.Combine(_folder, "plain.db")}");
        _plainSqlite.Open();
        using (var make = new SqliteCommand("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; CREATE TABLE plain(id INTEGER PRIMARY KEY, data BLOB)", _plainSqlite))
        {
            make.ExecuteNonQuery();
        }

        _insertSqlite = new("INSERT INTO plain(data) VALUES ($data)", _plainSqlite);
        _insertSqlite.Parameters.AddWithValue("$data", new byte[200]);
        if (PostgresServer.SkipReason is null)
        {
            _server = await PostgresServer.StartAsync();
            _plainPostgres = NpgsqlDataSource.Create(_server.ConnectionString() + ";Max Auto Prepare=10;Auto Prepare Min Usages=1");
            await using var make = _plainPostgres.CreateCommand("CREATE TABLE plain(id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, data bytea)");
            await make.ExecuteNonQueryAsync();
            _postgres = await PostgresJournal.OpenAsync(new() { ConnectionString = _server.ConnectionString() });
        }
    }

    private async Task CloseAsync()
    {
        await _sqlite!.DisposeAsync();
        Dispose();
        if (_server is not null)
        {
            await _postgres!.DisposeAsync();
            await _plainPostgres!.DisposeAsync();
            await _server.DisposeAsync();
        }

        Directory.Delete(_folder, true);
    }

    private NpgsqlDataSource Postgres() => _plainPostgres ?? throw Missing();

    private static InvalidOperationException Missing() => new("PostgreSQL is not installed: " + PostgresServer.SkipReason);
}
