using BenchmarkDotNet.Attributes;
using Civic.Journal;
using Civic.Journal.Sqlite;
using Civic.Ledger;
using NodaTime;

namespace Civic.Benchmarks;

/// <summary>
/// A dividend to 3,000,000 residents with unequal weights. The floor splits and traces only; then the same is booked, a transfer for each resident with its
/// rounding trace in the journal, in memory and flushed to the disk.
/// </summary>
public class DividendBenchmarks
{
    private const int Residents = 3_000_000;
    private static readonly AccountId Source = Residents + 1;
    private readonly long[] _weights = new long[Residents];
    private readonly DividendShare[] _shares = new DividendShare[Residents];
    private readonly long[] _lines = new long[Residents];
    private readonly long[] _owed = new long[Residents];
    private string _folder = "";
    private IJournal? _journal;
    private GeneralLedger? _book;

    [GlobalSetup]
    public void Weigh()
    {
        for (var i = 0; i < Residents; i++)
        {
            _weights[i] = 1 + (i * 7_919L % 1_000);
            _shares[i] = new((ulong)i + 1, _weights[i]);
        }
    }

    /// <summary>Makes the floor run once an iteration, as the others do: else there is no ratio.</summary>
    [IterationSetup(Target = nameof(SplitAndTrace))]
    public void Forget() => _lines.AsSpan().Clear();

    [IterationSetup(Target = nameof(BookInMemory))]
    public void OpenInMemory() => OpenAsync(new MemoryJournal()).GetAwaiter().GetResult();

    [IterationSetup(Target = nameof(BookOnSqlite))]
    public void OpenOnSqlite()
    {
        _folder = Directory.CreateTempSubdirectory("civic-dividend-").FullName;
        OpenAsync(SqliteJournal.OpenAsync(Path.Combine(_folder, "book.db")).GetAwaiter().GetResult()).GetAwaiter().GetResult();
    }

    [IterationCleanup(Targets = [nameof(BookInMemory), nameof(BookOnSqlite)])]
    public void Close()
    {
        _book!.DisposeAsync().AsTask().GetAwaiter().GetResult();
        _journal!.DisposeAsync().AsTask().GetAwaiter().GetResult();
        if (_folder.Length > 0)
        {
            Directory.Delete(_folder, true);
            _folder = "";
        }
    }

    [Benchmark(Baseline = true)]
    public void SplitAndTrace() => DividendSplit.ByLargestRemainder(43_293_840, _weights, _lines, _owed);

    [Benchmark]
    public Task BookInMemory() => PayAsync();

    [Benchmark]
    public Task BookOnSqlite() => PayAsync();

    private async Task OpenAsync(IJournal journal)
    {
        (_journal, _book) = (journal, await GeneralLedger.OpenAsync(journal, new() { SnapshotEvery = 0 }));
        var accounts = _shares.Select(s => s.Account).Append(Source).Select(id => new Account { Id = id, Ledger = Currency.Krw.Ledger, Code = 1 });
        foreach (var chunk in accounts.Chunk(GeneralLedger.MaxBatch))
        {
            await _book.CreateAccountsAsync(chunk);
        }
    }

    private async Task PayAsync()
    {
        var dividend = new DividendDeclaration(
            new(new Guid(1, 2, 3, new byte[8])), Source, Currency.Krw.Of(43_293_840), DividendRounding.LargestRemainder, IsLinked: false, new LocalDate(2026, 2, 20), "art. 9");
        var paid = await _book!.DistributeAsync(dividend, _shares, new ActorId(1));
        if (paid.Outcome != DividendOutcome.Done || paid.Refused.Count > 0)
        {
            throw new InvalidOperationException($"The dividend was not paid: {paid.Outcome}, {paid.Refused.Count} refused.");
        }
    }
}
