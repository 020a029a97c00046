namespace Civic.Geo;

public sealed partial class FenceMonitor
{
    private const int NotFound = -1;

    /// <summary>Judges a subject that has moved by the fences around it and by those that it was in.</summary>
    private void Judge(int subject, in Step step, FenceEventBuffer events)
    {
        FindAround(subject);
        _before.Clear();
        for (var place = _subjects[subject].Chain.Active; place != 0;)
        {
            var membership = place;
            ref readonly var item = ref _memberships[membership];
            place = item.NextOfSubject;
            var found = TakeFound(item.Fence);
            if (found != NotFound || _fences[item.Fence].Area is not null)
            {
                _before.Add(item.Fence);
                // The usual case: still inside, and the index knows.
                if (found == NotFound || !FenceIndex.IsInside(found) || item.State != MembershipState.Inside)
                    JudgeActive(membership, Probability(subject, item.Fence, found), step, events);
            }
        }
        foreach (var found in _found.Items)
        {
            if (found != NotFound)
                JudgeOther(subject, found, step, events);
        }
    }

    /// <summary>Collects the fences that the accuracy circle may touch.</summary>
    private void FindAround(int subject)
    {
        ref readonly var at = ref _subjects[subject];
        _found.Clear();
        if (at.Accuracy <= _index.Margin)
            _index.Find(at.Position, _found);
        else
            _index.Find(Box.Around(at.Position, at.Accuracy), _found);
    }

    /// <summary>Strikes a fence off the list of those found around, and tells what the list said.</summary>
    private int TakeFound(int fence)
    {
        var found = _found.Items;
        var at = found.IndexOfAny(fence << 1, (fence << 1) | 1);
        if (at < 0)
            return NotFound;
        var taken = found[at];
        found[at] = NotFound;
        return taken;
    }

    private double Probability(int subject, int fence, int found) =>
        found == NotFound ? 0 : FenceIndex.IsInside(found) ? 1 : Probability(subject, fence);

    private double Probability(int subject, int fence)
    {
        ref readonly var at = ref _subjects[subject];
        return _fences[fence].Area!.Overlap(at.Position, at.Accuracy);
    }

    private void JudgeActive(int membership, double probability, in Step step, FenceEventBuffer events)
    {
        ref var item = ref _memberships[membership];
        ref readonly var fence = ref _fences[item.Fence];
        if (item.State == MembershipState.Entering)
        {
            if (probability < fence.Rules.EnterProbability)
                _memberships.Deactivate(membership);
            return;
        }

        var leaves = probability <= fence.Rules.ExitProbability
            && (fence.Rules.MinimumDistance == 0 || fence.Area!.SignedDistance(_subjects[item.Subject].Position) >= fence.Rules.MinimumDistance);
        if (!leaves)
        {
            item.State = MembershipState.Inside;
        }
        else if (fence.Stay == 0)
        {
            Exit(membership, FenceEventCause.Fix, step.EvaluatedAt, events);
        }
        else if (item.State == MembershipState.Inside)
        {
            (item.State, item.PendingSince) = (MembershipState.Leaving, step.FixTime);
            _due.Lower(item.Subject, UnixTime.After(step.FixTime, fence.Stay));
        }
    }

    private void JudgeOther(int subject, int found, in Step step, FenceEventBuffer events)
    {
        var fence = FenceIndex.Fence(found);
        if (Probability(subject, fence, found) < _fences[fence].Rules.EnterProbability)
            return;

        var membership = _memberships.Activate(subject, fence);
        if (step.Known && _fences[fence].Stay > 0)
        {
            ref var item = ref _memberships[membership];
            (item.State, item.PendingSince) = (MembershipState.Entering, step.FixTime);
            _due.Lower(subject, UnixTime.After(step.FixTime, _fences[fence].Stay));
            return;
        }
        Enter(membership, step.FixTime, step.Cause, step.EvaluatedAt, events);
    }

    private void Enter(int membership, long since, FenceEventCause cause, long evaluatedAt, FenceEventBuffer events)
    {
        ref var item = ref _memberships[membership];
        (item.State, item.Since, item.Dwelt) = (MembershipState.Inside, since, false);
        _due.Lower(item.Subject, UnixTime.After(since, _fences[item.Fence].Dwell));
        if (cause != FenceEventCause.Initial || _options.ReportInitial)
            Emit(membership, _fences[item.Fence].Moving is null ? FenceEventKind.Enter : FenceEventKind.Approach, cause, evaluatedAt, events);
    }

    private void Exit(int membership, FenceEventCause cause, long evaluatedAt, FenceEventBuffer events)
    {
        var kind = _fences[_memberships[membership].Fence].Moving is null ? FenceEventKind.Exit : FenceEventKind.Leave;
        Emit(membership, kind, cause, evaluatedAt, events);
        _memberships.Deactivate(membership);
    }
}
