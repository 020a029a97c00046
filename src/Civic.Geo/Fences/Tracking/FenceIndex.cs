namespace Civic.Geo;

/// <summary>
/// Finds the fences that a place may belong to: a tree of cells, each four by four cells of the next level. A fence lies in
/// the largest cells that it fills, and at its boundary in cells chosen by its size, so that a country takes some hundreds and not millions.
/// </summary>
internal sealed class FenceIndex(double margin)
{
    private const int Fan = 16;
    private const int DeepestLevel = 12;

    private Node[] _nodes = new Node[1 + Fan];
    private int _count = 1;
    private int _freeChildren;
    private int[] _seen = [];
    private int _search;

    /// <summary>Metres around a place for which <see cref="Find(GeoPoint, IntBuffer)"/> answers.</summary>
    public double Margin => margin;

    /// <summary>Whether a search's answer says that the fence holds all within <see cref="Margin"/> of the place.</summary>
    public static bool IsInside(int found) => (found & 1) != 0;

    /// <summary>The fence of a search's answer.</summary>
    public static int Fence(int found) => found >> 1;

    public void Add(int fence, GeoArea area)
    {
        if (fence >= _seen.Length)
            Array.Resize(ref _seen, Math.Max(64, Math.Max(fence + 1, _seen.Length * 2)));
        var shape = RoughShape.Of(area, margin);
        Add(0, default, new Entry(fence << 1, shape), area, Box.Widen(area.Bounds, margin), LevelOf(area, shape));
    }

    public void Remove(int fence, GeoArea area) => Remove(0, default, fence, Box.Widen(area.Bounds, margin), LevelOf(area, RoughShape.Of(area, margin)));

    /// <summary>Fences that may hold something within <see cref="Margin"/> of a place, each once.</summary>
    public void Find(GeoPoint place, IntBuffer found)
    {
        var (row, column) = (Grid32.Row(place.Latitude), Grid32.Column(place.Longitude));
        var node = 0;
        for (var bits = 30; ; bits -= 2)
        {
            ref readonly var here = ref _nodes[node];
            var room = found.Room(here.Count);
            var taken = 0;
            foreach (ref readonly var entry in here.Entries)
            {
                var distance = entry.Shape.SquareDistance(row, column);
                if (!entry.Shape.IsOutside(distance))
                    room[taken++] = entry.Found | (entry.Shape.IsInside(distance) ? 1 : 0);
            }
            found.Take(taken);
            if (here.Children == 0)
                return;
            node = here.Children + (int)(((row >> bits & 3) << 2) | (column >> bits & 3));
        }
    }

    /// <summary>Fences that may hold something in a box, each once; none is known to hold all of it.</summary>
    public void Find(in GeoBounds box, IntBuffer found)
    {
        _search++;
        Find(0, default, box, found);
    }

    private void Find(int node, Cell cell, in GeoBounds box, IntBuffer found)
    {
        if (!cell.Meets(box))
            return;
        foreach (ref readonly var entry in _nodes[node].Entries)
        {
            var fence = Fence(entry.Found);
            if (_seen[fence] == _search)
                continue;
            _seen[fence] = _search;
            found.Add(fence << 1);
        }
        var children = _nodes[node].Children;
        for (var i = 0; children != 0 && i < Fan; i++)
            Find(children + i, cell.Child(i), box, found);
    }

    private void Add(int node, Cell cell, in Entry entry, GeoArea area, in GeoBounds reach, int level)
    {
        if (!cell.Meets(reach))
            return;
        var relation = area.Relate(Box.Widen(cell.Bounds, margin));
        if (relation == AreaRelation.Outside)
            return;
        if (relation == AreaRelation.Inside || cell.Level == level)
        {
            _nodes[node].Add(relation == AreaRelation.Inside ? new Entry(entry.Found, RoughShape.Everywhere) : entry);
            return;
        }
        if (_nodes[node].Children == 0)
        {
            // In two steps: making room may move the nodes.
            var children = NewChildren();
            _nodes[node].Children = children;
        }
        for (var i = 0; i < Fan; i++)
            Add(_nodes[node].Children + i, cell.Child(i), entry, area, reach, level);
        FreeEmptyChildren(node);
    }

    private void Remove(int node, Cell cell, int fence, in GeoBounds reach, int level)
    {
        if (!cell.Meets(reach) || _nodes[node].Remove(fence) || cell.Level == level || _nodes[node].Children == 0)
            return;
        for (var i = 0; i < Fan; i++)
            Remove(_nodes[node].Children + i, cell.Child(i), fence, reach, level);
        FreeEmptyChildren(node);
    }

    private int NewChildren()
    {
        var first = _freeChildren;
        if (first != 0)
        {
            _freeChildren = _nodes[first].Children;
            _nodes[first].Children = 0;
            return first;
        }
        if (_count + Fan > _nodes.Length)
            Array.Resize(ref _nodes, _nodes.Length * 2);
        _count += Fan;
        return _count - Fan;
    }

    private void FreeEmptyChildren(int node)
    {
        var first = _nodes[node].Children;
        for (var i = 0; i < Fan; i++)
        {
            if (_nodes[first + i].Count != 0 || _nodes[first + i].Children != 0)
                return;
        }
        _nodes[node].Children = 0;
        _nodes[first].Children = _freeChildren;
        _freeChildren = first;
    }

    /// <summary>
    /// The level at which the boundary is left to rough shapes and exact geometry: cells of the size of a circle, which its
    /// rough shape describes well; else of a quarter of a small area, a thirty-second of a large one. Not more than some
    /// hundred columns of them, which matters where meridians come together.
    /// </summary>
    private int LevelOf(GeoArea area, in RoughShape shape)
    {
        const int MostColumns = 256;
        var bounds = area.Bounds;
        var degrees = bounds.East - bounds.West + (bounds.CrossesAntimeridian ? 360 : 0);
        var width = degrees * 111_000 * Math.Cos(double.DegreesToRadians((bounds.North + bounds.South) / 2));
        var size = Math.Max(width, (bounds.North - bounds.South) * 111_000);
        var wanted = area is GeoCircle && shape.IsKnown ? size : Math.Min(size / 4, Math.Max(100, size / 32));
        wanted = Math.Max(wanted, margin / 2);

        var (level, cell, columns) = (1, 180 * 111_000 / 4.0, degrees / 90);
        while (cell > wanted && 4 * columns <= MostColumns && level < DeepestLevel)
            (level, cell, columns) = (level + 1, cell / 4, columns * 4);
        return level;
    }

    /// <summary>A fence in a cell: its slot twice over, and what can be said of its places at once.</summary>
    private readonly record struct Entry(int Found, RoughShape Shape);

    private struct Node
    {
        public int Children;
        public int Count;
        private Entry[]? _entries;

        public readonly ReadOnlySpan<Entry> Entries => _entries.AsSpan(0, Count);

        public void Add(in Entry entry)
        {
            _entries ??= new Entry[4];
            if (Count == _entries.Length)
                Array.Resize(ref _entries, Count * 2);
            _entries[Count++] = entry;
        }

        public bool Remove(int fence)
        {
            for (var i = 0; i < Count; i++)
            {
                if (Fence(_entries![i].Found) != fence)
                    continue;
                _entries[i] = _entries[--Count];
                return true;
            }
            return false;
        }
    }

    private readonly record struct Cell(uint Row, uint Column, int Level)
    {
        private int Bits => 32 - (2 * Level);

        public GeoBounds Bounds => Grid32.Bounds(Row, Column, Bits);

        public Cell Child(int index) => new(
            Row | ((uint)(index >> 2) << (Bits - 2)),
            Column | ((uint)(index & 3) << (Bits - 2)),
            Level + 1);

        public bool Meets(in GeoBounds box)
        {
            var own = Bounds;
            if (own.South > box.North || own.North < box.South)
                return false;
            return box.CrossesAntimeridian ? own.East >= box.West || own.West <= box.East : own.East >= box.West && own.West <= box.East;
        }
    }
}
