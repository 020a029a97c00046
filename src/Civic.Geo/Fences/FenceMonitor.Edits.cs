using NodaTime;

namespace Civic.Geo;

public sealed partial class FenceMonitor
{
    private readonly IntBuffer _near = new();
    private double _widest;

    /// <summary>
    /// Adds a fence or puts a new version in the place of an old one. Devices that are inside by their last fix then, or not any
    /// more, are reported once each with the cause <see cref="FenceEventCause.FenceChanged"/>, without waiting for a minimum stay or distance.
    /// </summary>
    /// <param name="fence">The fence.</param>
    /// <param name="now">The time of the edit.</param>
    /// <param name="events">Where events are appended, by fence and device.</param>
    /// <returns>False when this version or a later one is in force already; nothing is changed then.</returns>
    /// <remarks>
    /// Setting an old id again after <see cref="Remove"/> needs a version that was not used before, or event ids would repeat. Lost devices do not
    /// enter; lost members are judged by their last position. Takes time for the devices around the fence.
    /// </remarks>
    /// <exception cref="ArgumentException">A rule is out of its range, or the id is that of a moving fence.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="now"/> is not in the years 1688 to 2250.</exception>
    public bool Set(Fence fence, Instant now, FenceEventBuffer events)
    {
        ArgumentNullException.ThrowIfNull(fence);
        ArgumentNullException.ThrowIfNull(events);
        ArgumentNullException.ThrowIfNull(fence.Area, nameof(fence));
        ArgumentNullException.ThrowIfNull(fence.Rules, nameof(fence));
        fence.Rules.ThrowIfInvalid(nameof(fence));
        var at = UnixTime.From(now, nameof(now));
        if (!TryTake(fence.Id, fence.Version, isMoving: false, out var slot, out var resumed))
            return false;

        Unindex(slot);
        _fences[slot].Take(fence);
        Index(slot);
        if (!resumed)
            Reconsider(slot, at, events);
        Reschedule(slot);
        return true;
    }

    /// <summary>Removes a fence. Each member is reported once as leaving, with the cause <see cref="FenceEventCause.FenceDeleted"/>.</summary>
    /// <param name="id">The fence, an area or a moving one.</param>
    /// <param name="now">The time of the removal.</param>
    /// <param name="events">Where events are appended, by device.</param>
    /// <returns>False when there is no such fence.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="now"/> is not in the years 1688 to 2250.</exception>
    public bool Remove(FenceId id, Instant now, FenceEventBuffer events)
    {
        ArgumentNullException.ThrowIfNull(events);
        var at = UnixTime.From(now, nameof(now));
        if (!_fences.TryFind(id, out var slot))
            return false;

        var start = events.Count;
        var kind = _fences[slot].IsMoving ? FenceEventKind.Leave : FenceEventKind.Exit;
        for (var place = _fences[slot].Chain.Active; place != 0; place = _memberships[place].NextOfFence)
        {
            if (_memberships[place].IsMember)
                Emit(place, kind, FenceEventCause.FenceDeleted, at, events);
        }
        events.Order(start);
        _memberships.RemoveAllOfFence(slot);
        Unindex(slot);
        Unfollow(slot);
        _fences.Remove(slot);
        return true;
    }

    /// <summary>Forgets a device and all that was kept of it, without events. Its next fix is a first one.</summary>
    /// <param name="device">The device.</param>
    /// <returns>False when it is not known.</returns>
    public bool Forget(DeviceId device)
    {
        if (!_subjects.TryFind(device, out var subject))
            return false;
        foreach (var fence in FollowedBy(subject))
        {
            while (_fences[fence].Chain.Active != 0)
                _memberships.Deactivate(_fences[fence].Chain.Active);
        }
        _memberships.RemoveAllOfSubject(subject);
        _places.Remove(subject);
        _centers.Remove(subject);
        _due.Set(subject, UnixTime.Never);
        _subjects.Remove(subject);
        return true;
    }

    /// <summary>Finds or makes the slot of a fence that is to be set.</summary>
    /// <param name="id">The fence.</param>
    /// <param name="version">Its version.</param>
    /// <param name="isMoving">Its kind.</param>
    /// <param name="slot">Where it is kept.</param>
    /// <param name="resumed">Whether an import knows this version, so that its memberships stand as they are.</param>
    private bool TryTake(FenceId id, int version, bool isMoving, out int slot, out bool resumed)
    {
        resumed = false;
        if (!_fences.TryFind(id, out slot))
        {
            slot = _fences.Add(id, version, isMoving);
            return true;
        }
        ref readonly var old = ref _fences[slot];
        if (old.IsMoving != isMoving)
            throw new ArgumentException($"Fence {id.Value} is {(old.IsMoving ? "moving" : "an area")}; remove it before it becomes the other.", nameof(id));
        resumed = old.Awaited && version == old.Version;
        return resumed || version > old.Version;
    }

    private void Index(int slot)
    {
        _index.Add(slot, _fences[slot].Area!);
        if (!_fences[slot].Wants(FenceEventKind.Cross))
            return;
        _crossIndex.Add(slot, _fences[slot].Area!);
        _crossFences++;
    }

    private void Unindex(int slot)
    {
        if (_fences[slot].Area is not { } area)
            return;
        _index.Remove(slot, area);
        if (!_fences[slot].Wants(FenceEventKind.Cross))
            return;
        _crossIndex.Remove(slot, area);
        _crossFences--;
    }

    private void Reconsider(int slot, long at, FenceEventBuffer events)
    {
        var start = events.Count;
        var rules = _fences[slot].Rules;
        for (var place = _fences[slot].Chain.Active; place != 0;)
        {
            var membership = place;
            place = _memberships[membership].NextOfFence;
            var probability = Probability(_memberships[membership].Subject, slot);
            ReconsiderActive(membership, probability >= rules.EnterProbability, probability > rules.ExitProbability, at, events);
        }

        _near.Clear();
        _places.Find(Box.Widen(_fences[slot].Area!.Bounds, _widest), _near);
        foreach (var subject in _near.Items)
        {
            if (!_subjects[subject].Lost && _memberships.FindActive(subject, slot) == 0 && Probability(subject, slot) >= rules.EnterProbability)
                Enter(_memberships.Activate(subject, slot), at, FenceEventCause.FenceChanged, at, events);
        }
        events.Order(start);
    }

    private void ReconsiderActive(int membership, bool enters, bool stays, long at, FenceEventBuffer events)
    {
        ref var item = ref _memberships[membership];
        if (item.IsMember && stays)
            item.State = MembershipState.Inside;
        else if (item.IsMember)
            Exit(membership, FenceEventCause.FenceChanged, at, events);
        else if (enters)
            Enter(membership, at, FenceEventCause.FenceChanged, at, events);
        else
            _memberships.Deactivate(membership);
    }

    /// <summary>Sees to it that nothing is missed when a fence's times have changed.</summary>
    private void Reschedule(int slot)
    {
        for (var place = _fences[slot].Chain.Active; place != 0; place = _memberships[place].NextOfFence)
            _due.Lower(_memberships[place].Subject, NextDue(_memberships[place].Subject));
    }
}
