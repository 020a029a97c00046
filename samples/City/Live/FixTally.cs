using System.Collections.Concurrent;
using Civic.Geo;

namespace Civic.City.Live;

/// <summary>Counts what became of fixes: for the status page.</summary>
internal sealed class FixTally
{
    private readonly ConcurrentDictionary<string, long> _counts = new(StringComparer.Ordinal);

    public IReadOnlyDictionary<string, long> Counts => new SortedDictionary<string, long>(_counts, StringComparer.Ordinal);

    public void Count(string what) => _counts.AddOrUpdate(what, 1, static (_, n) => n + 1);

    public void Count(PositionOutcome outcome) => Count(outcome switch
    {
        PositionOutcome.Added => "added",
        PositionOutcome.Moved => "moved",
        PositionOutcome.NotNewer => "late or repeated",
        PositionOutcome.TooOld => "too old",
        PositionOutcome.TooFarAhead => "from the future",
        PositionOutcome.Full => "no room",
        _ => "unusable",
    });
}
