namespace Civic.Geo;

public sealed partial class FenceMonitor
{
    private FixOrder[] _order = [];

    /// <summary>Takes one fix.</summary>
    /// <param name="fix">The fix.</param>
    /// <param name="events">Where events are appended: first what fell due before the fix, then what the fix brought, by fence.</param>
    /// <returns>Whether it moved its device, and if not, why.</returns>
    /// <remarks>Takes time for the fences around the device, not for all. Allocates nothing but room for new devices and memberships.</remarks>
    public FixOutcome Observe(in FenceFix fix, FenceEventBuffer events)
    {
        ArgumentNullException.ThrowIfNull(events);
        return Take(fix, events);
    }

    /// <summary>Takes fixes in their order, or by fix time where <see cref="FenceOptions.LateFixes"/> says so.</summary>
    /// <param name="fixes">The fixes, of any devices.</param>
    /// <param name="events">Where events are appended.</param>
    /// <param name="outcomes">Receives what became of each fix, at the place of the fix; empty when that is not wanted.</param>
    /// <exception cref="ArgumentException"><paramref name="outcomes"/> is neither empty nor as long as <paramref name="fixes"/>.</exception>
    public void Observe(ReadOnlySpan<FenceFix> fixes, FenceEventBuffer events, Span<FixOutcome> outcomes = default)
    {
        ArgumentNullException.ThrowIfNull(events);
        if (!outcomes.IsEmpty && outcomes.Length != fixes.Length)
            throw new ArgumentException($"There must be one outcome a fix or none: {fixes.Length} fixes, {outcomes.Length} outcomes.", nameof(outcomes));

        var order = _options.LateFixes == LateFixes.SortBatch ? InFixOrder(fixes) : default;
        for (var i = 0; i < fixes.Length; i++)
        {
            var place = order.IsEmpty ? i : order[i].Place;
            var outcome = Take(fixes[place], events);
            if (!outcomes.IsEmpty)
                outcomes[place] = outcome;
        }
    }

    private FixOutcome Take(in FenceFix fix, FenceEventBuffer events)
    {
        var accuracy = double.IsNaN(fix.Accuracy) ? _options.DefaultAccuracy : fix.Accuracy;
        if (!fix.Position.IsValid || !(accuracy >= 0 && double.IsFinite(accuracy))
            || !UnixTime.TryFrom(fix.FixTime, out var time) || !UnixTime.TryFrom(fix.ReceivedAt, out var received))
        {
            return FixOutcome.Invalid;
        }
        if (time > received + _clockTolerance)
            return FixOutcome.FromFuture;
        if (time + _timeToLive <= received)
            return FixOutcome.Stale;
        if (accuracy > _options.MaximumAccuracy)
            return FixOutcome.Imprecise;

        var known = _subjects.TryFind(fix.Device, out var subject);
        if (known && time <= _subjects[subject].FixTime)
            return FixOutcome.Late;
        if (known)
            Fire(subject, time, events);
        else
            subject = _subjects.Add(fix.Device);
        Move(subject, new Step(known, time, received), fix.Position, accuracy, events);
        return FixOutcome.Accepted;
    }

    private void Move(int subject, Step step, GeoPoint position, double accuracy, FenceEventBuffer events)
    {
        ref var moved = ref _subjects[subject];
        var (from, wasLost) = (moved.Position, moved.Lost);
        (moved.Position, moved.Accuracy, moved.FixTime) = (position, accuracy, step.FixTime);
        _places.Move(subject, position);
        _widest = Math.Max(_widest, accuracy);
        _due.Lower(subject, UnixTime.After(step.FixTime, _timeToLive));
        if (wasLost)
            Regain(subject, step, events);

        var start = events.Count;
        Judge(subject, step, events);
        if (step.Known && !wasLost && _crossFences > 0)
            Cross(subject, from, step, events);
        if (_followed.Count > 0)
            Meet(subject, step, events);
        events.Order(start);
        if (!wasLost)
            return;
        // Nothing was due while it was lost: what its memberships wait for starts to count again.
        _due.Set(subject, NextDue(subject));
        Fire(subject, step.FixTime, events);
    }

    private ReadOnlySpan<FixOrder> InFixOrder(ReadOnlySpan<FenceFix> fixes)
    {
        if (_order.Length < fixes.Length)
            _order = new FixOrder[fixes.Length];
        for (var i = 0; i < fixes.Length; i++)
            _order[i] = new FixOrder(UnixTime.TryFrom(fixes[i].FixTime, out var time) ? time : 0, i);
        var order = _order.AsSpan(0, fixes.Length);
        order.Sort();
        return order;
    }

    /// <summary>What a step of the way from fix to fix is judged by.</summary>
    private readonly record struct Step(bool Known, long FixTime, long EvaluatedAt)
    {
        public FenceEventCause Cause => Known ? FenceEventCause.Fix : FenceEventCause.Initial;
    }

    private readonly record struct FixOrder(long Time, int Place) : IComparable<FixOrder>
    {
        public int CompareTo(FixOrder other) => Time != other.Time ? Time.CompareTo(other.Time) : Place.CompareTo(other.Place);
    }
}
