using System.Runtime.InteropServices;
using NodaTime;

namespace Civic.Geo;

public sealed partial class FenceMonitor
{
    private readonly Dictionary<DeviceId, List<int>> _followed = [];
    private readonly SubjectGrid _centers = new();
    private double _reach;

    /// <summary>
    /// Adds a moving fence or puts a new version in the place of an old one. Devices that are near by their last fix then, or not
    /// any more, are reported once each with the cause <see cref="FenceEventCause.FenceChanged"/>.
    /// </summary>
    /// <param name="fence">The fence.</param>
    /// <param name="now">The time of the edit.</param>
    /// <param name="events">Where events are appended, by fence and device.</param>
    /// <returns>False when this version or a later one is in force already; nothing is changed then.</returns>
    /// <remarks>
    /// Every fix then also takes time for the centres within the greatest radius of all moving fences, and a centre's fix
    /// for the devices within its own. A lost device neither approaches nor leaves.
    /// </remarks>
    /// <exception cref="ArgumentException">A value is out of its range, or the id is that of an area.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="now"/> is not in the years 1688 to 2250.</exception>
    public bool Set(MovingFence fence, Instant now, FenceEventBuffer events)
    {
        ArgumentNullException.ThrowIfNull(fence);
        ArgumentNullException.ThrowIfNull(events);
        fence.ThrowIfInvalid(nameof(fence));
        var at = UnixTime.From(now, nameof(now));
        if (!TryTake(fence.Id, fence.Version, isMoving: true, out var slot, out var resumed))
            return false;

        Unfollow(slot);
        _fences[slot].Take(fence);
        Follow(slot, fence);
        if (!resumed)
            ReconsiderMoving(slot, fence, at, events);
        return true;
    }

    /// <summary>Judges a subject that has moved by the centres around it and, if it is one itself, the devices around it.</summary>
    private void Meet(int subject, in Step step, FenceEventBuffer events)
    {
        for (var place = _subjects[subject].Chain.Active; place != 0;)
        {
            var membership = place;
            place = _memberships[membership].NextOfSubject;
            if (_fences[_memberships[membership].Fence].Moving is { } moving)
                LeaveIfFar(membership, moving, moving.MinimumDistance, FenceEventCause.Fix, step.EvaluatedAt, events);
        }

        _near.Clear();
        _centers.Find(Box.Around(_subjects[subject].Position, _reach), _near);
        foreach (var center in _near.Items)
        {
            foreach (var fence in FollowedBy(center))
                ApproachIfNear(subject, fence, center, step.Cause, step.EvaluatedAt, events);
        }

        foreach (var fence in FollowedBy(subject))
        {
            _centers.Move(subject, _subjects[subject].Position);
            ReviewFollowers(fence, _fences[fence].Moving!, step, events);
        }
    }

    private void ReviewFollowers(int fence, MovingFence moving, in Step step, FenceEventBuffer events)
    {
        for (var place = _fences[fence].Chain.Active; place != 0;)
        {
            var membership = place;
            place = _memberships[membership].NextOfFence;
            LeaveIfFar(membership, moving, moving.MinimumDistance, FenceEventCause.Fix, step.EvaluatedAt, events);
        }
        ApproachAllNear(fence, moving, step.Cause, step.EvaluatedAt, events);
    }

    private void ReconsiderMoving(int fence, MovingFence moving, long at, FenceEventBuffer events)
    {
        var start = events.Count;
        for (var place = _fences[fence].Chain.Active; place != 0;)
        {
            var membership = place;
            place = _memberships[membership].NextOfFence;
            LeaveIfFar(membership, moving, 0, FenceEventCause.FenceChanged, at, events);
        }
        ApproachAllNear(fence, moving, FenceEventCause.FenceChanged, at, events);
        events.Order(start);
    }

    private void ApproachAllNear(int fence, MovingFence moving, FenceEventCause cause, long at, FenceEventBuffer events)
    {
        if (!_subjects.TryFind(moving.Center, out var center))
            return;
        _near.Clear();
        if (moving.Companion is not { } companion)
            _places.Find(Box.Around(_subjects[center].Position, moving.Radius), _near);
        else if (_subjects.TryFind(companion, out var only))
            _near.Add(only);
        foreach (var subject in _near.Items)
            ApproachIfNear(subject, fence, center, cause, at, events);
    }

    private void ApproachIfNear(int subject, int fence, int center, FenceEventCause cause, long at, FenceEventBuffer events)
    {
        var moving = _fences[fence].Moving!;
        if (subject == center || _subjects[subject].Lost || _subjects[center].Lost
            || (moving.Companion is { } companion && companion != _subjects[subject].Device)
            || _memberships.FindActive(subject, fence) != 0
            || Geodesic.Distance(_subjects[subject].Position, _subjects[center].Position) > moving.Radius)
        {
            return;
        }
        Enter(_memberships.Activate(subject, fence), at, cause, at, events);
    }

    private void LeaveIfFar(int membership, MovingFence moving, double margin, FenceEventCause cause, long at, FenceEventBuffer events)
    {
        ref readonly var subject = ref _subjects[_memberships[membership].Subject];
        var edited = cause == FenceEventCause.FenceChanged;
        var watched = subject.Device != moving.Center && (moving.Companion is not { } companion || companion == subject.Device);
        if (_subjects.TryFind(moving.Center, out var center) && watched)
        {
            if (!edited && (subject.Lost || _subjects[center].Lost))
                return;
            if (Geodesic.Distance(subject.Position, _subjects[center].Position) <= moving.Radius + margin)
                return;
        }
        Exit(membership, cause, at, events);
    }

    private ReadOnlySpan<int> FollowedBy(int subject) =>
        _followed.Count > 0 && _followed.TryGetValue(_subjects[subject].Device, out var fences) ? CollectionsMarshal.AsSpan(fences) : default;

    private bool IsCenterLost(int fence) =>
        _fences[fence].Moving is { } moving && _subjects.TryFind(moving.Center, out var center) && _subjects[center].Lost;

    private FenceEvent WithCenter(in FenceEvent raised, MovingFence moving)
    {
        if (!_subjects.TryFind(moving.Center, out var center))
            return raised with { Center = moving.Center };
        var position = _subjects[center].Position;
        return raised with { Center = moving.Center, CenterPosition = position, Distance = Geodesic.Distance(raised.Position, position) };
    }

    private void Follow(int slot, MovingFence fence)
    {
        if (!_followed.TryGetValue(fence.Center, out var fences))
            _followed.Add(fence.Center, fences = []);
        fences.Add(slot);
        _reach = Math.Max(_reach, fence.Radius);
        if (_subjects.TryFind(fence.Center, out var center))
            _centers.Move(center, _subjects[center].Position);
    }

    private void Unfollow(int slot)
    {
        if (_fences[slot].Moving is not { } fence)
            return;
        _followed[fence.Center].Remove(slot);
        if (_followed[fence.Center].Count == 0)
        {
            _followed.Remove(fence.Center);
            if (_subjects.TryFind(fence.Center, out var center))
                _centers.Remove(center);
        }
        _reach = 0;
        foreach (var fences in _followed.Values)
        {
            foreach (var other in fences)
                _reach = Math.Max(_reach, _fences[other].Moving!.Radius);
        }
    }
}
