using BenchmarkDotNet.Attributes;
using Civic.Journal.Sqlite;
using Civic.Ledger;
using Civic.Testing;

namespace Civic.Benchmarks;

/// <summary>
/// Plain transfers between 10,000 accounts, each acknowledged only when it is flushed to the disk: our book on the SQLite journal, hash chain on, beside
/// SQLite (WAL, synchronous=FULL) and PostgreSQL (fsync on, when it is installed) doing the same in SQL: insert the transfer, update two balances.
/// </summary>
public class DurableTransferBenchmarks : IDisposable
{
    private const int Singles = 100;
    private const int Callers = 512;
    private const int Thousand = 1_000;
    private const int Requests = 16;
    private readonly string _folder = Directory.CreateTempSubdirectory("civic-ledger-").FullName;
    private SqliteJournal? _journal;
    private GeneralLedger? _book;
    private SqliteTransfers? _sqlite;
    private PostgresServer? _server;
    private PostgresTransfers? _postgres;
    private ulong _next = 1;

    // The in-process runner waits for no task of a setup or a cleanup.
    [GlobalSetup]
    public void Open() => OpenAsync().GetAwaiter().GetResult();

    [GlobalCleanup]
    public void Close() => CloseAsync().GetAwaiter().GetResult();

    private async Task OpenAsync()
    {
        _journal = await SqliteJournal.OpenAsync(Path.Combine(_folder, "book.db"));
        _book = await GeneralLedger.OpenAsync(_journal, new() { SnapshotEvery = 0 });
        foreach (var accounts in TransferWorkload.AccountList().Chunk(5_000))
        {
            await _book.CreateAccountsAsync(accounts);
        }

        _sqlite = new(Path.Combine(_folder, "plain.db"));
        if (PostgresServer.SkipReason is null)
        {
            _server = await PostgresServer.StartAsync();
            _postgres = await PostgresTransfers.OpenAsync(_server.ConnectionString());
        }
    }

    private async Task CloseAsync()
    {
        await _book!.DisposeAsync();
        await _journal!.DisposeAsync();
        Dispose();
        if (_server is not null)
        {
            await _postgres!.DisposeAsync();
            await _server.DisposeAsync();
        }

        Directory.Delete(_folder, true);
    }

    public void Dispose()
    {
        _sqlite?.Dispose();
        _sqlite = null;
        GC.SuppressFinalize(this);
    }

    [Benchmark(OperationsPerInvoke = Singles)]
    public async Task BookOneByOne()
    {
        for (var i = 0; i < Singles; i++)
        {
            await BookAsync(Make(1));
        }
    }

    [Benchmark(OperationsPerInvoke = Callers)]
    public Task BookOneEachFrom512Callers() => Task.WhenAll(Enumerable.Range(0, Callers).Select(_ => BookAsync(Make(1))));

    [Benchmark(OperationsPerInvoke = Requests * Thousand)]
    public async Task BookThousandAtATime()
    {
        for (var i = 0; i < Requests; i++)
        {
            await BookAsync(Make(Thousand));
        }
    }

    [Benchmark(Baseline = true, OperationsPerInvoke = Requests * TransferWorkload.Batch)]
    public async Task BookBatchByBatch()
    {
        for (var i = 0; i < Requests; i++)
        {
            await BookAsync(Make(TransferWorkload.Batch));
        }
    }

    [Benchmark(OperationsPerInvoke = Requests * TransferWorkload.Batch)]
    public Task BookBatchesPipelined() => Task.WhenAll(Enumerable.Range(0, Requests).Select(_ => BookAsync(Make(TransferWorkload.Batch))));

    [Benchmark(OperationsPerInvoke = Singles)]
    public void SqliteOneByOne()
    {
        for (var i = 0; i < Singles; i++)
        {
            _sqlite!.Commit(Make(1));
        }
    }

    [Benchmark(OperationsPerInvoke = Thousand)]
    public void SqliteThousandAtATime() => _sqlite!.Commit(Make(Thousand));

    [Benchmark(OperationsPerInvoke = TransferWorkload.Batch)]
    public void SqliteBatch() => _sqlite!.Commit(Make(TransferWorkload.Batch));

    [Benchmark(OperationsPerInvoke = Singles)]
    public async Task PostgresOneByOne()
    {
        for (var i = 0; i < Singles; i++)
        {
            await Postgres.CommitAsync(Make(1));
        }
    }

    [Benchmark(OperationsPerInvoke = Thousand)]
    public Task PostgresThousandAtATime() => Postgres.CommitAsync(Make(Thousand));

    [Benchmark(OperationsPerInvoke = TransferWorkload.Batch)]
    public Task PostgresBatch() => Postgres.CommitAsync(Make(TransferWorkload.Batch));

    /// <summary>A refused transfer would be a cheap one.</summary>
    private async Task BookAsync(Transfer[] transfers)
    {
        var results = await _book!.CreateTransfersAsync(transfers);
        if (results.AsSpan().ContainsAnyExcept(CreateTransferResult.Created))
        {
            throw new InvalidOperationException("A transfer was refused.");
        }
    }

    private PostgresTransfers Postgres => _postgres ?? throw new InvalidOperationException(PostgresServer.SkipReason);

    /// <summary>New transfers. Identifiers rise, which suits the tables of the databases best.</summary>
    private Transfer[] Make(int count)
    {
        var transfers = new Transfer[count];
        for (var i = 0; i < count; i++)
        {
            var id = _next++;
            var debit = (id * 7_919 % TransferWorkload.Accounts) + 1;
            transfers[i] = new()
            {
                Id = id,
                DebitAccountId = debit % 10 == 0 ? debit - 1 : debit,
                CreditAccountId = (debit % TransferWorkload.Accounts) + 1,
                Amount = 1_000 + (id % 500),
                UserData64 = id,
                Ledger = 410,
                Code = 1,
            };
            if (transfers[i].DebitAccountId == transfers[i].CreditAccountId)
            {
                transfers[i] = transfers[i] with { CreditAccountId = 2 };
            }
        }

        return transfers;
    }
}
