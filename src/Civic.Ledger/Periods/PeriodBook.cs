using System.Buffers;
using System.Text.Json;

namespace Civic.Ledger;

/// <summary>
/// The periods of a book. The engine asks it for every transfer before any money moves, through the one gate that requests, chains, posts, approved
/// entries and settlements share, so that no code path goes round it.
/// </summary>
internal sealed class PeriodBook : IPeriodLock, ILedgerBook
{
    /// <summary>In order of days.</summary>
    private readonly List<FiscalPeriod> _periods = [];

    /// <summary>The days and the state around the last day asked for; one branch for nearly every transfer.</summary>
    private (int First, int Last, PeriodState State) _last = (1, 0, default);

    public string Name => "periods";

    public IReadOnlyList<FiscalPeriod> All => _periods;

    public CreateTransferResult Check(int accountingDay, bool isApproved)
    {
        if (_periods.Count == 0)
            return CreateTransferResult.Created;
        if ((accountingDay < _last.First || accountingDay > _last.Last) && !Find(accountingDay))
            return CreateTransferResult.PeriodNotOpen;
        return _last.State switch
        {
            PeriodState.Open => CreateTransferResult.Created,
            PeriodState.SoftClosed => isApproved ? CreateTransferResult.Created : CreateTransferResult.PeriodSoftClosed,
            _ => CreateTransferResult.PeriodHardClosed,
        };
    }

    public FiscalPeriod? Find(string name) => _periods.Find(p => p.Name == name);

    public PeriodOutcome Define(FiscalPeriod period)
    {
        if (Find(period.Name) is { } same)
            return (same.FirstDay, same.LastDay) == (period.FirstDay, period.LastDay) ? PeriodOutcome.Unchanged : PeriodOutcome.NameInUse;
        if (_periods.Exists(p => p.FirstDay <= period.LastDay && period.FirstDay <= p.LastDay))
            return PeriodOutcome.Overlaps;
        _periods.Add(new(period.Name, period.FirstDay, period.LastDay));
        Changed();
        return PeriodOutcome.Done;
    }

    public PeriodOutcome SoftClose(string name) => Find(name) switch
    {
        null => PeriodOutcome.NotFound,
        { State: PeriodState.HardClosed } => PeriodOutcome.HardClosed,
        { State: PeriodState.SoftClosed } => PeriodOutcome.Unchanged,
        var period => Put(period with { State = PeriodState.SoftClosed }),
    };

    public PeriodOutcome HardClose(string name) => Find(name) switch
    {
        null => PeriodOutcome.NotFound,
        { State: PeriodState.HardClosed } => PeriodOutcome.Unchanged,
        { State: PeriodState.Open } => PeriodOutcome.NotSoftClosed,
        var period => Put(period with { State = PeriodState.HardClosed, ReopeningAskedBy = null }),
    };

    public PeriodOutcome AskReopening(string name, ActorId actor) => Find(name) switch
    {
        null => PeriodOutcome.NotFound,
        { State: PeriodState.HardClosed } => PeriodOutcome.HardClosed,
        { State: PeriodState.Open } => PeriodOutcome.NotSoftClosed,
        { ReopeningAskedBy: { } asker } => asker == actor ? PeriodOutcome.Unchanged : PeriodOutcome.AwaitsSecondPerson,
        var period => Put(period with { ReopeningAskedBy = actor }, PeriodOutcome.AwaitsSecondPerson),
    };

    public PeriodOutcome ConfirmReopening(string name, ActorId actor) => Find(name) switch
    {
        null => PeriodOutcome.NotFound,
        { State: PeriodState.HardClosed } => PeriodOutcome.HardClosed,
        { State: PeriodState.Open } => PeriodOutcome.NotSoftClosed,
        { ReopeningAskedBy: null } => PeriodOutcome.NotAsked,
        { ReopeningAskedBy: { } asker } when asker == actor => PeriodOutcome.SamePerson,
        var period => Put(period with { State = PeriodState.Open, ReopeningAskedBy = null }),
    };

    public void Save(IBufferWriter<byte> into)
    {
        using var json = new Utf8JsonWriter(into);
        JsonSerializer.Serialize(json, _periods, CommandJson.Default.ListFiscalPeriod);
    }

    public void Load(ReadOnlySpan<byte> state)
    {
        _periods.Clear();
        _periods.AddRange(JsonSerializer.Deserialize(state, CommandJson.Default.ListFiscalPeriod) ?? []);
        Changed();
    }

    private PeriodOutcome Put(FiscalPeriod period, PeriodOutcome outcome = PeriodOutcome.Done)
    {
        _periods[_periods.FindIndex(p => p.Name == period.Name)] = period;
        Changed();
        return outcome;
    }

    private void Changed()
    {
        _periods.Sort((a, b) => a.FirstDay.CompareTo(b.FirstDay));
        _last = (1, 0, default);
    }

    private bool Find(int day)
    {
        foreach (var period in _periods)
        {
            var (first, last) = (PeriodDays.Number(period.FirstDay), PeriodDays.Number(period.LastDay));
            if (first <= day && day <= last)
            {
                _last = (first, last, period.State);
                return true;
            }
        }

        return false;
    }
}
