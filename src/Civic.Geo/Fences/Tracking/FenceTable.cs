namespace Civic.Geo;

/// <summary>The fences by slot; slots of removed ones are used again.</summary>
internal sealed class FenceTable
{
    private readonly Dictionary<FenceId, int> _slots = [];
    private readonly Stack<int> _free = new();
    private FenceSlot[] _fences = new FenceSlot[64];
    private int _count;

    public int Count => _slots.Count;

    public Dictionary<FenceId, int>.ValueCollection Slots => _slots.Values;

    public ref FenceSlot this[int slot] => ref _fences[slot];

    public bool TryFind(FenceId id, out int slot) => _slots.TryGetValue(id, out slot);

    /// <summary>A fence whose area or centre is still awaited: nothing of it falls due.</summary>
    public int Add(FenceId id, int version, bool isMoving)
    {
        if (!_free.TryPop(out var slot))
        {
            if (_count == _fences.Length)
                Array.Resize(ref _fences, _count * 2);
            slot = _count++;
        }
        _fences[slot] = new FenceSlot
        {
            Id = id,
            Version = version,
            IsMoving = isMoving,
            Rules = FenceRules.Default,
            Stay = UnixTime.Never,
            Dwell = UnixTime.Never,
        };
        _slots.Add(id, slot);
        return slot;
    }

    public void Remove(int slot)
    {
        _slots.Remove(_fences[slot].Id);
        _fences[slot] = default;
        _free.Push(slot);
    }
}
