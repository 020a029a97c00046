namespace Civic.Ledger.Tests;

/// <summary>An engine and the naive ledger side by side.</summary>
internal sealed class LedgerTrial : IPeriodLock
{
    private readonly List<Action<LedgerEngine>> _requests = [];

    public LedgerTrial(ulong start)
    {
        Engine.Periods = this;
        Model.Period = Check;
        Last = start;
        Create(start + 100, [.. new UInt128[] { 1, 2, 3, 4, 5 }.Select(LedgerRequests.Account)]);
    }

    public LedgerEngine Engine { get; private set; } = new();

    public NaiveLedger Model { get; } = new();

    public Dictionary<string, int> Codes { get; } = [];

    public ulong Last { get; private set; }

    public static LedgerTrial Run(LedgerScript script, Action<LedgerTrial>? after = null)
    {
        // Late in the book's time a timeout can pass the end of time.
        var trial = new LedgerTrial(script.Seeds.Length % 4 == 3 ? 5_000_000_000_000_000_000ul : 1_790_000_000_000_000_000ul);
        foreach (var seed in script.Seeds)
        {
            trial.Step(seed);
            trial.Check();
            after?.Invoke(trial);
        }

        return trial;
    }

    /// <summary>Days 1 to 3 are not open, softly closed and closed; all others are open.</summary>
    public CreateTransferResult Check(int accountingDay, bool isApproved) => accountingDay switch
    {
        1 => CreateTransferResult.PeriodNotOpen,
        2 when !isApproved => CreateTransferResult.PeriodSoftClosed,
        3 => CreateTransferResult.PeriodHardClosed,
        _ => CreateTransferResult.Created,
    };

    /// <summary>The same requests on a new engine.</summary>
    public LedgerEngine Replay()
    {
        var engine = new LedgerEngine(new() { AccountCapacity = 0, TransferCapacity = 0 }) { Periods = this };
        _requests.ForEach(request => request(engine));
        return engine;
    }

    public void Continue(LedgerEngine engine) => (Engine, engine.Periods) = (engine, this);

    public void Step(int seed)
    {
        var random = new Random(seed);
        var gap = (ulong)random.Next(1, 1000);
        switch (random.Next(13))
        {
            case 0 or 3:
                Create(Last + gap + 10, LedgerRequests.Accounts(random, Last));
                break;
            case 1 or 2:
                Tick(Last + ((ulong)random.Next(1, 25) * 100_000_000));
                break;
            default:
                Create(Last + gap + 10, LedgerRequests.Transfers(random, Last, Engine), random.Next(8) == 0);
                break;
        }
    }

    public void Check()
    {
        Assert.Equal(Model.Accounts.Values.OrderBy(a => a.Timestamp), Engine.Accounts);
        Assert.Equal(Model.Transfers.Values.OrderBy(t => t.Timestamp), Engine.Transfers);
        Assert.All(Model.States, pair => Assert.True(Engine.TryGetPendingState(new(pair.Key), out var state) && state == pair.Value));
        Assert.All(Engine.Totals(), totals => Assert.True(totals.Balances, totals.ToString()));
        var live = Model.Transfers.Values.Where(t => Model.States[t.Id.Value] == PendingState.Pending && t.Timeout > 0);
        Assert.Equal(live.Select(NaiveLedger.Due).Append(ulong.MaxValue).Min(), Engine.NextExpiry);
    }

    private void Tick(ulong timestamp)
    {
        Last = timestamp;
        Assert.Equal(Model.Expire(timestamp), Engine.ExpirePending(timestamp));
        _requests.Add(engine => engine.ExpirePending(timestamp));
    }

    private void Create(ulong timestamp, Account[] events)
    {
        Last = timestamp;
        var results = new CreateAccountResult[events.Length];
        Engine.CreateAccounts(timestamp, events, results);
        Assert.Equal(Model.CreateAccounts(timestamp, events), results);
        Count(results);
        _requests.Add(engine => engine.CreateAccounts(timestamp, events, new CreateAccountResult[events.Length]));
    }

    private void Create(ulong timestamp, Transfer[] events, bool approved)
    {
        Last = timestamp;
        var results = new CreateTransferResult[events.Length];
        Run(Engine, results);
        Assert.Equal(Model.CreateTransfers(timestamp, events, approved), results);
        Count(results);
        _requests.Add(engine => Run(engine, new CreateTransferResult[events.Length]));

        void Run(LedgerEngine engine, CreateTransferResult[] into)
        {
            if (approved)
            {
                engine.CreateApprovedTransfers(timestamp, events, into);
            }
            else
            {
                engine.CreateTransfers(timestamp, events, into);
            }
        }
    }

    private void Count<T>(T[] results)
        where T : struct, Enum
    {
        foreach (var result in results)
        {
            var name = $"{typeof(T).Name}.{result}";
            Codes[name] = Codes.GetValueOrDefault(name) + 1;
        }
    }
}
