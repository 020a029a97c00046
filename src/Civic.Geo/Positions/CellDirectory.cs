namespace Civic.Geo;

/// <summary>
/// Finds the occupied cells by key: an open-addressing table of indexes into the cells. Cells that emptied stay listed, as
/// devices come back, until the table has to grow.
/// </summary>
/// <remarks>
/// A query beside the writer may miss a cell that is new or that emptied, or find one under a key it no longer has. Both
/// can only be by changes since the query began, which it makes good from the change log.
/// </remarks>
internal sealed class CellDirectory
{
    private readonly Chunks<Cell> _cells = new(10);
    private int[] _slots = new int[64];
    private int _used;

    /// <summary>One more than the greatest cell index.</summary>
    public int End => _cells.End;

    public ref Cell this[int index] => ref _cells[index];

    /// <summary>Index of the cell, or 0.</summary>
    public int Find(CellKey key)
    {
        var slots = Volatile.Read(ref _slots);
        for (var slot = Home(key, slots.Length); ; slot = (slot + 1) & (slots.Length - 1))
        {
            var index = Volatile.Read(ref slots[slot]);
            if (index == 0 || _cells[index].Key == key)
            {
                return index;
            }
        }
    }

    /// <summary>Makes sure that the next <paramref name="count"/> calls of <see cref="Add"/> and of <see cref="AddAside"/> allocate nothing.</summary>
    public void Reserve(int count)
    {
        _cells.Reserve(2 * count);
        if ((_used + count) * 2 > _slots.Length)
        {
            Rebuild(count);
        }
    }

    /// <summary>Lists a cell that <see cref="Find"/> does not know and gives its index. The caller sets its key, as a change beside queries.</summary>
    public int Add(CellKey key)
    {
        var index = _cells.Take();
        Insert(_slots, key, index);
        _used++;
        return index;
    }

    /// <summary>A record for blocks that another record has no room for; not listed.</summary>
    public int AddAside()
    {
        var index = _cells.Take();
        _cells[index].Key = CellKey.None;
        _cells[index].Count = 0;
        return index;
    }

    /// <summary>Gives such a record back.</summary>
    public void RemoveAside(int index) => _cells.Free(index);

    private static int Home(CellKey key, int length) => (int)(key.Hash >> 32) & (length - 1);

    private static void Insert(int[] slots, CellKey key, int index)
    {
        var slot = Home(key, slots.Length);
        while (slots[slot] != 0)
        {
            slot = (slot + 1) & (slots.Length - 1);
        }

        Volatile.Write(ref slots[slot], index);
    }

    /// <summary>Drops the empty cells and publishes a table at most a quarter full.</summary>
    private void Rebuild(int count)
    {
        var occupied = 0;
        foreach (var index in _slots)
        {
            occupied += index != 0 && _cells[index].Count > 0 ? 1 : 0;
        }

        var length = _slots.Length;
        while ((occupied + count) * 4 > length)
        {
            length *= 2;
        }

        var slots = new int[length];
        foreach (var index in _slots)
        {
            if (index != 0 && _cells[index].Count > 0)
            {
                Insert(slots, _cells[index].Key, index);
            }
            else if (index != 0)
            {
                _cells.Free(index);
            }
        }

        _used = occupied;
        Volatile.Write(ref _slots, slots);
    }
}
