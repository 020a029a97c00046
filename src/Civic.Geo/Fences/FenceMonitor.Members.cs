namespace Civic.Geo;

public sealed partial class FenceMonitor
{
    /// <summary>Tells who is in a fence or near a moving fence's centre, by id in ascending order.</summary>
    /// <param name="id">The fence.</param>
    /// <param name="whom">Whom to count in; for a moving fence both are the same.</param>
    /// <param name="devices">Receives the ids, when there is room for all of them; may be empty to ask for their number.</param>
    /// <returns>Their number; 0 for an unknown fence.</returns>
    /// <remarks>Takes time for the devices around the fence. Allocates nothing in the steady state.</remarks>
    public int Members(FenceId id, FenceMembership whom, Span<DeviceId> devices)
    {
        if (!_fences.TryFind(id, out var slot))
            return 0;

        _near.Clear();
        for (var place = _fences[slot].Chain.Active; place != 0; place = _memberships[place].NextOfFence)
        {
            if (_memberships[place].IsMember)
                _near.Add(_memberships[place].Subject);
        }
        if (whom == FenceMembership.Possible && _fences[slot].Area is { } area)
            AddTouching(slot, area);

        var subjects = _near.Items;
        if (devices.Length < subjects.Length)
            return subjects.Length;
        for (var i = 0; i < subjects.Length; i++)
            devices[i] = _subjects[subjects[i]].Device;
        devices[..subjects.Length].Sort(ById);
        return subjects.Length;
    }

    private static readonly Comparison<DeviceId> ById = (x, y) => x.Value.CompareTo(y.Value);

    private void AddTouching(int slot, GeoArea area)
    {
        _found.Clear();
        _places.Find(Box.Widen(area.Bounds, _widest), _found);
        foreach (var subject in _found.Items)
        {
            ref readonly var at = ref _subjects[subject];
            var membership = _memberships.FindActive(subject, slot);
            if (!at.Lost && (membership == 0 || !_memberships[membership].IsMember) && area.SignedDistance(at.Position) <= at.Accuracy)
                _near.Add(subject);
        }
    }
}
