using NodaTime;

namespace Civic.Geo;

public sealed partial class FenceMonitor
{
    /// <summary>Lets time go by: raises what has fallen due up to now (minimum stays, dwell times, lost positions), by the time at which it fell due.</summary>
    /// <param name="now">The time now; an earlier time than before changes nothing.</param>
    /// <param name="events">Where events are appended.</param>
    /// <remarks>
    /// How often it is called decides when an event is raised, never which. A late fix that then says otherwise is
    /// judged after. Takes time for the devices that are due.
    /// </remarks>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="now"/> is not in the years 1688 to 2250.</exception>
    public void Advance(Instant now, FenceEventBuffer events)
    {
        ArgumentNullException.ThrowIfNull(events);
        var until = UnixTime.From(now, nameof(now));
        while (_due.TryPeek(out var subject, out var due) && due <= until)
        {
            // Only what is due now: another device may come before this one's next.
            var next = NextDue(subject);
            if (next <= due)
            {
                FireAt(subject, next, events);
                next = NextDue(subject);
            }
            _due.Set(subject, next);
        }
    }

    /// <summary>Raises what falls due for one subject up to a time.</summary>
    private void Fire(int subject, long until, FenceEventBuffer events)
    {
        if (_due[subject] > until)
            return;
        var next = NextDue(subject);
        while (next <= until)
        {
            FireAt(subject, next, events);
            next = NextDue(subject);
        }
        _due.Set(subject, next);
    }

    private long NextDue(int subject)
    {
        if (_subjects[subject].Lost)
            return UnixTime.Never;
        var next = UnixTime.After(_subjects[subject].FixTime, _timeToLive);
        for (var place = _subjects[subject].Chain.Active; place != 0; place = _memberships[place].NextOfSubject)
            next = Math.Min(next, Math.Min(PendingDue(place), DwellDue(place)));
        return next;
    }

    private long PendingDue(int membership)
    {
        ref readonly var item = ref _memberships[membership];
        return item.State == MembershipState.Inside ? UnixTime.Never : UnixTime.After(item.PendingSince, _fences[item.Fence].Stay);
    }

    private long DwellDue(int membership)
    {
        ref readonly var item = ref _memberships[membership];
        return item.Dwelt || !item.IsMember ? UnixTime.Never : UnixTime.After(item.Since, _fences[item.Fence].Dwell);
    }

    private void FireAt(int subject, long due, FenceEventBuffer events)
    {
        var start = events.Count;
        // What fell due while the subject was lost is raised with the fix that found it again.
        var at = Math.Max(due, _subjects[subject].FixTime);
        for (var place = _subjects[subject].Chain.Active; place != 0;)
        {
            var membership = place;
            place = _memberships[membership].NextOfSubject;
            if (DwellDue(membership) <= due)
            {
                _memberships[membership].Dwelt = true;
                Emit(membership, FenceEventKind.Dwell, FenceEventCause.Time, at, events);
            }
            if (PendingDue(membership) > due)
                continue;
            if (_memberships[membership].State == MembershipState.Entering)
                Enter(membership, at, FenceEventCause.Time, at, events);
            else
                Exit(membership, FenceEventCause.Time, at, events);
        }
        events.Order(start);
        if (UnixTime.After(_subjects[subject].FixTime, _timeToLive) <= due)
            Lose(subject, at, events);
    }

    /// <summary>Marks a position as too old. Memberships stay; what was about to change does not.</summary>
    private void Lose(int subject, long at, FenceEventBuffer events)
    {
        var start = events.Count;
        _subjects[subject].Lost = true;
        for (var place = _subjects[subject].Chain.Active; place != 0;)
        {
            var membership = place;
            place = _memberships[membership].NextOfSubject;
            if (_memberships[membership].IsMember)
                ReportLost(membership, at, events);
            else
                _memberships.Deactivate(membership);
        }
        foreach (var fence in FollowedBy(subject))
        {
            for (var place = _fences[fence].Chain.Active; place != 0; place = _memberships[place].NextOfFence)
                ReportLost(place, at, events);
        }
        events.Order(start);
    }

    private void ReportLost(int membership, long at, FenceEventBuffer events)
    {
        ref var item = ref _memberships[membership];
        if (item.Lost)
            return;
        (item.State, item.Lost) = (MembershipState.Inside, true);
        Emit(membership, FenceEventKind.Lost, FenceEventCause.Expiry, at, events);
    }

    private void Regain(int subject, in Step step, FenceEventBuffer events)
    {
        var start = events.Count;
        _subjects[subject].Lost = false;
        for (var place = _subjects[subject].Chain.Active; place != 0; place = _memberships[place].NextOfSubject)
            ReportRegained(place, step, events);
        foreach (var fence in FollowedBy(subject))
        {
            for (var place = _fences[fence].Chain.Active; place != 0; place = _memberships[place].NextOfFence)
                ReportRegained(place, step, events);
        }
        events.Order(start);
    }

    private void ReportRegained(int membership, in Step step, FenceEventBuffer events)
    {
        ref var item = ref _memberships[membership];
        if (!item.Lost || _subjects[item.Subject].Lost || IsCenterLost(item.Fence))
            return;
        item.Lost = false;
        Emit(membership, FenceEventKind.Regained, FenceEventCause.Fix, step.EvaluatedAt, events);
    }
}
