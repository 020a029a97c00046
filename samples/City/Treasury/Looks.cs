using Civic.Ledger;

namespace Civic.City.Treasury;

/// <summary>Who looked at the ledger. Each look is durable in the journal before anything is shown; the latest are kept at hand for the page.</summary>
internal sealed class Looks
{
    private const int Kept = 500;
    private readonly Lock _gate = new();
    private readonly Queue<LookRecord> _latest = new();
    private readonly GeneralLedger _ledger;
    private long _count;

    private Looks(GeneralLedger ledger) => _ledger = ledger;

    /// <summary>How many looks there were since the book began.</summary>
    public long Count => Interlocked.Read(ref _count);

    public static async Task<Looks> LoadAsync(GeneralLedger ledger, CancellationToken stop)
    {
        var looks = new Looks(ledger);
        await foreach (var look in ledger.ReadLooksAsync(stop))
        {
            looks.Keep(look);
        }

        return looks;
    }

    /// <summary>Newest first.</summary>
    public IReadOnlyList<LookRecord> Latest(int count)
    {
        lock (_gate)
        {
            return [.. _latest.Reverse().Take(count)];
        }
    }

    public async Task RecordAsync(ActorId actor, ReasonCode reason, string subject, CancellationToken stop) =>
        Keep(await _ledger.RecordLookAsync(actor, subject, reason, stop));

    private void Keep(LookRecord look)
    {
        lock (_gate)
        {
            _count++;
            _latest.Enqueue(look);
            if (_latest.Count > Kept)
            {
                _latest.Dequeue();
            }
        }
    }
}
