using BenchmarkDotNet.Attributes;
using Civic.Ledger;

namespace Civic.Benchmarks;

/// <summary>
/// Half a million transfers between 10,000 accounts in requests of 8,189, in memory, on one core. The floor is two dictionaries, which know the
/// accounts and the identifiers but no limits, pending amounts, chains, filters or undoing.
/// </summary>
public class TransferBenchmarks
{
    private const int Count = 61 * TransferWorkload.Batch;
    private readonly TransferWorkload _plain = new(61, mixed: false);
    private readonly TransferWorkload _mixed = new(61, mixed: true);
    private readonly Account[] _accounts = TransferWorkload.AccountList();
    private LedgerEngine _engine = new();
    private Dictionary<AccountId, (UInt128 Debits, UInt128 Credits)> _balances = [];
    private Dictionary<TransferId, Transfer> _transfers = [];

    [IterationSetup]
    public void Open()
    {
        _engine = TransferWorkload.Open(Count);
        _balances = _accounts.ToDictionary(static a => a.Id, static _ => default((UInt128, UInt128)));
        _transfers = new(Count);
    }

    [Benchmark(Baseline = true, OperationsPerInvoke = Count)]
    public int TwoDictionaries()
    {
        foreach (var batch in _plain.Batches)
        {
            foreach (ref readonly var transfer in batch.AsSpan())
            {
                if (_transfers.TryAdd(transfer.Id, transfer))
                {
                    var debit = _balances[transfer.DebitAccountId];
                    _balances[transfer.DebitAccountId] = debit with { Debits = debit.Debits + transfer.Amount };
                    var credit = _balances[transfer.CreditAccountId];
                    _balances[transfer.CreditAccountId] = credit with { Credits = credit.Credits + transfer.Amount };
                }
            }
        }

        return _transfers.Count;
    }

    [Benchmark(OperationsPerInvoke = Count)]
    public int Plain() => _plain.Run(_engine);

    [Benchmark(OperationsPerInvoke = Count)]
    public int Mixed() => _mixed.Run(_engine);

    [GlobalCleanup]
    public void Tell()
    {
        var before = GC.GetTotalMemory(true);
        var engine = TransferWorkload.Open(0);
        _mixed.Run(engine);
        Console.WriteLine($"// memory: {(GC.GetTotalMemory(true) - before) / (double)engine.TransferCount:F0} B a transfer, accounts and indexes included");
        GC.KeepAlive(engine);
    }
}
