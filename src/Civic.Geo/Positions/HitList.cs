using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Civic.Geo;

/// <summary>What a query has found: devices, and their positions only when asked for.</summary>
internal sealed class HitList
{
    /// <summary>For each choice among four lanes, the order that brings the chosen ones to the front.</summary>
    private static readonly ulong[] Packing =
    [
        0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 2, 0, 0, 0, 0, 2, 0, 0, 1, 2, 0, 0, 0, 1, 2, 0,
        3, 0, 0, 0, 0, 3, 0, 0, 1, 3, 0, 0, 0, 1, 3, 0, 2, 3, 0, 0, 0, 2, 3, 0, 1, 2, 3, 0, 0, 1, 2, 3,
    ];

    private ulong[] _devices = new ulong[256];
    private StoredPosition[] _positions = [];
    private (int Begin, int End)[] _doubtful = new (int, int)[16];
    private ulong[] _spare = [];
    private int _doubtfulCount;
    private bool _keepPositions;

    public int Count { get; private set; }

    public Span<ulong> Devices => _devices.AsSpan(0, Count);

    /// <summary>One for each device; empty unless asked for.</summary>
    public Span<StoredPosition> Positions => _positions.AsSpan(0, _keepPositions ? Count : 0);

    public void Clear(bool keepPositions)
    {
        Count = _doubtfulCount = 0;
        _keepPositions = keepPositions;
    }

    /// <summary>Takes back what was added after the list was that long.</summary>
    public void Truncate(int count) => Count = count;

    public void Add(ref readonly StoredPosition position)
    {
        Reserve(1);
        _devices[Count] = position.Device;
        if (_keepPositions)
        {
            _positions[Count] = position;
        }

        Count++;
    }

    /// <summary>Makes room for that many devices and the block that <see cref="Add(ref readonly Block, uint, CellKey)"/> may write past them.</summary>
    public void Reserve(int count)
    {
        count += Count + Block.Size;
        if (count > _devices.Length)
        {
            Array.Resize(ref _devices, Math.Max(_devices.Length * 2, count));
        }

        if (_keepPositions && _positions.Length < _devices.Length)
        {
            Array.Resize(ref _positions, _devices.Length);
        }
    }

    /// <summary>
    /// Adds the devices of a block whose bit is set in <paramref name="lanes"/>; room is reserved. Without branches on
    /// what was read, so that the waits for blocks still on their way from memory overlap.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(ref readonly Block block, uint lanes, CellKey cell)
    {
        if (_keepPositions)
        {
            AddPositions(in block, lanes, cell);
        }

        ref var devices = ref Unsafe.As<Lane<ulong>, ulong>(ref Unsafe.AsRef(in block.Device));
        ref var hits = ref MemoryMarshal.GetArrayDataReference(_devices);
        ref var packing = ref MemoryMarshal.GetArrayDataReference(Packing);
        var next = Count;
        for (var lane = 0; lane < Block.Size; lane += Vector256<ulong>.Count)
        {
            var chosen = (lanes >> lane) & 15;
            var packed = Vector256.Shuffle(Vector256.LoadUnsafe(ref devices, (nuint)lane), Vector256.LoadUnsafe(ref packing, chosen * 4));
            packed.StoreUnsafe(ref hits, (nuint)next);
            next += BitOperations.PopCount(chosen);
        }

        Count = next;
    }

    /// <summary>Notes that the hits from <paramref name="begin"/> on come from a cell that changed during the query.</summary>
    public void Doubt(int begin)
    {
        if (begin == Count)
        {
            return;
        }

        if (_doubtfulCount == _doubtful.Length)
        {
            Array.Resize(ref _doubtful, _doubtful.Length * 2);
        }

        _doubtful[_doubtfulCount++] = (begin, Count);
    }

    /// <summary>Takes the changed devices out of the doubtful hits, all of them from <paramref name="mark"/> on; the doubts end.</summary>
    public void RemoveDoubtful(int mark, DeviceSet changed)
    {
        // From the back, so that the last hit, which fills a gap, is one that stays.
        for (var i = _doubtfulCount - 1; i >= 0; i--)
        {
            RemoveBetween(Math.Max(mark, _doubtful[i].Begin), _doubtful[i].End, changed);
        }

        _doubtfulCount = 0;
    }

    /// <summary>Takes devices out of the hits from <paramref name="mark"/> on.</summary>
    public void Remove(int mark, DeviceSet devices)
    {
        if (devices.Count > 0)
        {
            RemoveBetween(mark, Count, devices);
        }
    }

    /// <summary>Orders the devices by number; only for a list without positions.</summary>
    public void SortDevices()
    {
        if (_spare.Length < Count)
        {
            _spare = new ulong[_devices.Length];
        }

        DeviceOrder.Sort(Devices, _spare.AsSpan(0, Count));
    }

    private void RemoveBetween(int begin, int end, DeviceSet devices)
    {
        for (var hit = end - 1; hit >= begin; hit--)
        {
            if (devices.Contains(_devices[hit]))
            {
                Count--;
                _devices[hit] = _devices[Count];
                if (_keepPositions)
                {
                    _positions[hit] = _positions[Count];
                }
            }
        }
    }

    private void AddPositions(ref readonly Block block, uint lanes, CellKey cell)
    {
        var next = Count;
        for (var rest = lanes; rest != 0; rest &= rest - 1)
        {
            _positions[next++] = StoredPosition.Read(in block, int.TrailingZeroCount((int)rest), cell);
        }
    }
}
