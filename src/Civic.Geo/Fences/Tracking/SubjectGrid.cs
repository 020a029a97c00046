namespace Civic.Geo;

/// <summary>Finds devices by place: lists in square-ish cells of about 500 m, only those that hold a device.</summary>
internal sealed class SubjectGrid
{
    private const int Bits = 16;

    private readonly Dictionary<uint, int> _cells = [];
    private Link[] _links = new Link[64];

    /// <summary>Puts a device where it is now.</summary>
    public void Move(int slot, GeoPoint place)
    {
        if (slot >= _links.Length)
            Array.Resize(ref _links, Math.Max(slot + 1, _links.Length * 2));
        var cell = CellOf(place);
        ref var link = ref _links[slot];
        if (link.Held && link.Cell == cell)
            return;

        Remove(slot);
        var next = _cells.TryGetValue(cell, out var head) ? head : -1;
        link = new Link { Held = true, Cell = cell, Next = next, Previous = -1 };
        if (next >= 0)
            _links[next].Previous = slot;
        _cells[cell] = slot;
    }

    public void Remove(int slot)
    {
        if (slot >= _links.Length || !_links[slot].Held)
            return;
        var link = _links[slot];
        if (link.Next >= 0)
            _links[link.Next].Previous = link.Previous;
        if (link.Previous >= 0)
            _links[link.Previous].Next = link.Next;
        else if (link.Next >= 0)
            _cells[link.Cell] = link.Next;
        else
            _cells.Remove(link.Cell);
        _links[slot] = default;
    }

    /// <summary>Appends the devices of all cells that a box touches, in no particular order.</summary>
    public void Find(in GeoBounds box, IntBuffer found)
    {
        if (!box.CrossesAntimeridian)
        {
            Find(box, box.West, box.East, found);
            return;
        }
        Find(box, box.West, 180, found);
        Find(box, -180, box.East, found);
    }

    private void Find(in GeoBounds box, double west, double east, IntBuffer found)
    {
        var (south, north) = (Grid32.Row(box.South) >> Bits, Grid32.Row(box.North) >> Bits);
        var (first, last) = (Grid32.Column(west) >> Bits, Grid32.Column(east) >> Bits);
        if ((long)(north - south + 1) * (last - first + 1) > _cells.Count)
        {
            foreach (var (cell, head) in _cells)
            {
                var (row, column) = (cell >> Bits, cell & 0xFFFF);
                if (row >= south && row <= north && column >= first && column <= last)
                    AddAll(head, found);
            }
            return;
        }
        for (var row = south; row <= north; row++)
        {
            for (var column = first; column <= last; column++)
            {
                if (_cells.TryGetValue((row << Bits) | column, out var head))
                    AddAll(head, found);
            }
        }
    }

    private void AddAll(int head, IntBuffer found)
    {
        for (var slot = head; slot >= 0; slot = _links[slot].Next)
            found.Add(slot);
    }

    private static uint CellOf(GeoPoint place) =>
        (Grid32.Row(place.Latitude) >> Bits << Bits) | (Grid32.Column(place.Longitude) >> Bits);

    private struct Link
    {
        public bool Held;
        public uint Cell;
        public int Next;
        public int Previous;
    }
}
