namespace Civic.Geo;

/// <summary>The devices by slot; slots of forgotten ones are used again.</summary>
internal sealed class SubjectTable
{
    private readonly Dictionary<DeviceId, int> _slots = [];
    private readonly Stack<int> _free = new();
    private Subject[] _subjects = new Subject[64];
    private int _count;

    public int Count => _slots.Count;

    /// <summary>One more than the greatest slot in use.</summary>
    public int Limit => _count;

    public Dictionary<DeviceId, int>.ValueCollection Slots => _slots.Values;

    public ref Subject this[int slot] => ref _subjects[slot];

    public bool TryFind(DeviceId device, out int slot) => _slots.TryGetValue(device, out slot);

    public int Add(DeviceId device)
    {
        if (!_free.TryPop(out var slot))
        {
            if (_count == _subjects.Length)
                Array.Resize(ref _subjects, _count * 2);
            slot = _count++;
        }
        _subjects[slot] = new Subject { Device = device };
        _slots.Add(device, slot);
        return slot;
    }

    public void Remove(int slot)
    {
        _slots.Remove(_subjects[slot].Device);
        _subjects[slot] = default;
        _free.Push(slot);
    }
}
