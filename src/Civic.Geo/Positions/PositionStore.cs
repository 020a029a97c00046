using System.Runtime.CompilerServices;

namespace Civic.Geo;

/// <summary>The devices in flat arrays: by cell for queries, by number for updates. Changed by one writer, read by any number of queries.</summary>
/// <remarks>
/// A cell is a row of blocks of which only the last has gaps at its end. Every change of a device is bracketed by the
/// <see cref="ChangeLog"/>; beside queries it is logged first, and the cells it touches carry an odd version meanwhile.
/// </remarks>
internal sealed class PositionStore
{
    private readonly Chunks<Block> _blocks = new(8);
    private readonly CellDirectory _cells = new();
    private readonly DeviceMap _devices;
    private readonly int[] _onLevel = new int[CellGrid.Levels];

    public PositionStore() => _devices = new DeviceMap(_blocks);

    public ChangeLog Log { get; } = new();

    public Chunks<Block> Blocks => _blocks;

    public CellDirectory Cells => _cells;

    public int Count => _devices.Count;

    public int CountOnLevel(int level) => Volatile.Read(ref _onLevel[level]);

    /// <summary>Makes room for that many changes; before the bracket, so that queries never wait for growth.</summary>
    public void Reserve(int changes)
    {
        _blocks.Reserve(changes);
        _cells.Reserve(changes);
        _devices.Reserve(changes);
    }

    /// <summary>
    /// Reads what <see cref="Put"/> will need for each of some positions. One after the other, each would wait for memory
    /// three times; here the waits of all of them overlap. The sum means nothing, it keeps the reads from being left out.
    /// </summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public int ReadAhead(ReadOnlySpan<StoredPosition> positions)
    {
        var sum = 0;
        foreach (ref readonly var position in positions)
        {
            sum += _devices.Touch(position.Device);
        }

        Span<int> locations = stackalloc int[positions.Length];
        for (var i = 0; i < positions.Length; i++)
        {
            locations[i] = _devices.Guess(positions[i].Device);
        }

        foreach (var location in locations)
        {
            ref var block = ref _blocks[location / Block.Size];
            var lane = location % Block.Size;
            sum += _cells[block.Cell].Count + (int)block.Device[lane] + block.Latitude[lane] + block.Longitude[lane] + (int)block.Stamp[lane];
        }

        return sum;
    }

    /// <summary>Reads the beginnings of what a query will need of a cell, for the same reason.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public int ReadAhead(int index, bool places)
    {
        ref var cell = ref _cells[index];
        var blocks = (Cell.Rest(cell.Count, Cell.RecordSize) + Block.Size - 1) / Block.Size;
        var sum = 0;
        for (var i = 0; i < blocks; i++)
        {
            ref var block = ref _blocks[Volatile.Read(ref cell.Blocks[i])];
            sum += (int)block.Device[0] + (int)block.Device[Block.Size / 2] + (int)block.Device[Block.Size - 1];
            sum += places ? block.Longitude[0] + block.Longitude[Block.Size - 1] : 0;
        }

        return sum;
    }

    /// <summary>Adds or moves a device, unless what is held is as new.</summary>
    public PositionOutcome Put(in StoredPosition position, int maximum, bool logged)
    {
        var location = _devices.Find(position.Device, out var slot);
        if (location == 0)
        {
            return Count < maximum ? Add(in position, logged) : PositionOutcome.Full;
        }

        ref var block = ref _blocks[location / Block.Size];
        var lane = location % Block.Size;
        if (FixStamp.Milliseconds(position.Stamp) <= FixStamp.Milliseconds(block.Stamp[lane]))
        {
            return PositionOutcome.NotNewer;
        }

        ref var cell = ref _cells[block.Cell];
        var version = logged ? Log.Append(StoredPosition.Read(in block, lane, cell.Key)) : 0;
        if (cell.Key == position.Cell)
        {
            BeginChange(ref cell, version);
            position.Write(ref block, lane);
            EndChange(ref cell, version);
        }
        else
        {
            var index = Open(position.Cell, out var isNew);
            ref var target = ref _cells[index];
            BeginChange(ref cell, version);
            BeginChange(ref target, version);
            if (isNew)
            {
                target.Key = position.Cell;
            }

            _devices.Move(slot, Append(in position, ref target, index));
            TakeOut(ref cell, location);
            EndChange(ref cell, version);
            EndChange(ref target, version);
        }

        return PositionOutcome.Moved;
    }

    /// <summary>Removes a device if it is held.</summary>
    public bool Remove(ulong device, bool logged)
    {
        var location = _devices.Find(device, out var slot);
        if (location == 0)
        {
            return false;
        }

        ref var block = ref _blocks[location / Block.Size];
        ref var cell = ref _cells[block.Cell];
        var version = logged ? Log.Append(StoredPosition.Read(in block, location % Block.Size, cell.Key)) : 0;
        _devices.Remove(slot);
        BeginChange(ref cell, version);
        TakeOut(ref cell, location);
        EndChange(ref cell, version);
        return true;
    }

    /// <summary>Reads one device, as it lay at some instant during the call; only between <see cref="ChangeLog.Enter"/> and <see cref="ChangeLog.Leave"/>.</summary>
    public bool TryRead(ulong device, out StoredPosition position)
    {
        var wait = default(SpinWait);
        while (true)
        {
            var known = _devices.Version;
            var location = _devices.Find(device);
            if (location == 0)
            {
                Volatile.ReadBarrier();
                if (_devices.Version == known)
                {
                    position = default;
                    return false;
                }
            }
            else if (TryRead(device, location, out position))
            {
                return true;
            }

            wait.SpinOnce(sleep1Threshold: -1);
        }
    }

    /// <summary>Removes the devices of a block whose stamps are below a limit, as many as the buffer takes.</summary>
    public int ExpireBlock(int index, ulong limit, Span<ulong> expired, out bool finished)
    {
        var count = 0;
        while (FindOlder(index, limit, out var device))
        {
            if (count == expired.Length)
            {
                finished = false;
                return count;
            }

            Remove(device, Log.BeginWrite());
            Log.EndWrite();
            expired[count++] = device;
        }

        finished = true;
        return count;
    }

    private static void BeginChange(ref Cell cell, long version)
    {
        if (version != 0)
        {
            cell.Version = version - 1;
            Volatile.WriteBarrier();
        }
    }

    private static void EndChange(ref Cell cell, long version)
    {
        if (version != 0)
        {
            Volatile.Write(ref cell.Version, version);
        }
    }

    /// <summary>Finds a device in a block whose stamp is below a limit.</summary>
    private bool FindOlder(int index, ulong limit, out ulong device)
    {
        ref var block = ref _blocks[index];
        ref var cell = ref _cells[block.Cell];
        var inRecord = Cell.Rest(cell.Count, Cell.RecordSize);
        var isLast = inRecord > 0 && cell.Blocks[(inRecord - 1) / Block.Size] == index;
        var count = block.Cell == 0 ? 0 : isLast ? Cell.Rest(inRecord, Block.Size) : Block.Size;
        for (var lane = 0; lane < count; lane++)
        {
            if (block.Stamp[lane] < limit)
            {
                device = block.Device[lane];
                return true;
            }
        }

        device = 0;
        return false;
    }

    private PositionOutcome Add(in StoredPosition position, bool logged)
    {
        var version = logged ? Log.Append(position with { Cell = CellKey.None }) : 0;
        var index = Open(position.Cell, out var isNew);
        ref var target = ref _cells[index];
        BeginChange(ref target, version);
        if (isNew)
        {
            target.Key = position.Cell;
        }

        _devices.Add(position.Device, Append(in position, ref target, index));
        EndChange(ref target, version);
        return PositionOutcome.Added;
    }

    /// <summary>The cell's index; a new one has no key yet.</summary>
    private int Open(CellKey key, out bool isNew)
    {
        var index = _cells.Find(key);
        isNew = index == 0;
        return isNew ? _cells.Add(key) : index;
    }

    /// <summary>Puts a device behind the last of a cell and gives its location.</summary>
    private int Append(in StoredPosition position, ref Cell cell, int index)
    {
        var inRecord = cell.Count % Cell.RecordSize;
        if (inRecord == 0 && cell.Count > 0)
        {
            SetAside(ref cell);
        }

        var lane = inRecord % Block.Size;
        if (lane == 0)
        {
            var added = _blocks.Take();
            _blocks[added].Cell = index;
            Volatile.WriteBarrier();
            cell.Blocks[inRecord / Block.Size] = added;
        }

        var last = cell.Blocks[inRecord / Block.Size];
        position.Write(ref _blocks[last], lane);
        cell.Count++;
        _onLevel[position.Cell.Level]++;
        return (last * Block.Size) + lane;
    }

    /// <summary>Fills the gap at a location with the last device of the cell.</summary>
    private void TakeOut(ref Cell cell, int location)
    {
        var inRecord = Cell.Rest(cell.Count, Cell.RecordSize) - 1;
        var index = cell.Blocks[inRecord / Block.Size];
        ref var last = ref _blocks[index];
        var lane = inRecord % Block.Size;
        var from = (index * Block.Size) + lane;
        if (from != location)
        {
            var moved = StoredPosition.Read(in last, lane, cell.Key);
            moved.Write(ref _blocks[location / Block.Size], location % Block.Size);
            _devices.Move(moved.Device, from, location);
        }

        cell.Count--;
        _onLevel[cell.Key.Level]--;
        if (lane == 0)
        {
            last.Cell = 0;
            _blocks.Free(index);
        }

        if (inRecord == 0 && cell.Next != 0)
        {
            TakeBack(ref cell);
        }
    }

    /// <summary>Moves the blocks of a full record to one behind it.</summary>
    private void SetAside(ref Cell cell)
    {
        var index = _cells.AddAside();
        ref var aside = ref _cells[index];
        (aside.Blocks, aside.Next) = (cell.Blocks, cell.Next);
        Volatile.WriteBarrier();
        cell.Next = index;
    }

    /// <summary>Gives a record that ran empty the blocks of the one behind it.</summary>
    private void TakeBack(ref Cell cell)
    {
        var index = cell.Next;
        ref var aside = ref _cells[index];
        (cell.Blocks, cell.Next) = (aside.Blocks, aside.Next);
        _cells.RemoveAside(index);
    }

    /// <summary>
    /// Reads a lane unless the writer is at it. A lane that the device has just left still holds how it lay during this
    /// call, which is as good.
    /// </summary>
    private bool TryRead(ulong device, int location, out StoredPosition position)
    {
        ref var block = ref _blocks[location / Block.Size];
        var owner = Volatile.Read(ref block.Cell);
        ref var cell = ref _cells[owner];
        var version = Volatile.Read(ref cell.Version);
        position = StoredPosition.Read(in block, location % Block.Size, cell.Key);
        Volatile.ReadBarrier();
        return owner != 0 && block.Cell == owner && (version & 1) == 0 && cell.Version == version && position.Device == device;
    }
}
