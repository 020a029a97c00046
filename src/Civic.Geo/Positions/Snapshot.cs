using System.Runtime.InteropServices;

namespace Civic.Geo;

/// <summary>One running query: the instant it sees and the working memory it finds its answer in. Used again by later queries.</summary>
internal sealed class Snapshot
{
    private readonly DeviceSet _changed = new();
    private readonly DeviceSet _restored = new();
    private readonly List<StoredPosition> _before = [];
    private ChangeSegment? _segment;
    private long _begin;
    private long _pinned = long.MaxValue;
    private int _claimed;

    /// <summary>First change that the writer has to keep for this query.</summary>
    public long Pinned => Volatile.Read(ref _pinned);

    public HitList Hits { get; } = new();

    /// <summary>A block of one, to try single positions against a region.</summary>
    public Block[] Trial { get; } = new Block[1];

    public bool TryClaim() => _claimed == 0 && Interlocked.CompareExchange(ref _claimed, 1, 0) == 0;

    public void Pin(long change) => Volatile.Write(ref _pinned, change);

    public void Begin(ChangeSegment segment, long applied) => (_segment, _begin) = (segment, applied);

    public void End()
    {
        _segment = null;
        Volatile.Write(ref _pinned, long.MaxValue);
    }

    public void Release() => Volatile.Write(ref _claimed, 0);

    /// <summary>Whether a cell of that version was changed after the query began.</summary>
    public bool IsLater(long version) => version > _begin * 2;

    /// <summary>
    /// Makes the hits found on a level, those since <paramref name="mark"/>, those of the instant at which the query began: takes out every
    /// device that was met after it changed, and puts it back where it was if <paramref name="matcher"/> selects that.
    /// </summary>
    public void Restore<TMatcher>(int mark, int level, long logged, ref TMatcher matcher)
        where TMatcher : IPositionMatcher, allows ref struct
    {
        if (logged == _begin)
        {
            return;
        }

        _changed.Clear();
        _restored.Clear();
        _before.Clear();
        var segment = _segment!;
        for (var change = _begin; change < logged; change++)
        {
            while (segment.Next is { } next && change >= next.First)
            {
                segment = next;
            }

            ref readonly var before = ref segment.Before[change - segment.First];
            if (_changed.Add(before.Device) && before.Cell.Level == level && matcher.Selects(in before))
            {
                _restored.Add(before.Device);
                _before.Add(before);
            }
        }

        Hits.RemoveDoubtful(mark, _changed);
        Hits.Remove(mark, _restored);
        foreach (ref readonly var before in CollectionsMarshal.AsSpan(_before))
        {
            Hits.Add(in before);
        }
    }
}

/// <summary>Tells whether a query selects a position.</summary>
internal interface IPositionMatcher
{
    bool Selects(ref readonly StoredPosition position);
}
