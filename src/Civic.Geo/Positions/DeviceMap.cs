using System.Numerics;

namespace Civic.Geo;

/// <summary>
/// Where each device is stored: an open-addressing table with 4 bytes a slot, a location in the blocks and 3 bits of the
/// hash that spare most looks at the wrong device. At most three quarters full.
/// </summary>
internal sealed class DeviceMap(Chunks<Block> blocks)
{
    private const int TagBits = 3;
    private const uint TagMask = (1 << TagBits) - 1;
    private uint[] _slots = new uint[64];
    private int _count;
    private long _version;

    public int Count => Volatile.Read(ref _count);

    /// <summary>Grows at every change of who is where; for queries that did not find a device.</summary>
    public long Version => Volatile.Read(ref _version);

    /// <summary>Location (block times <see cref="Block.Size"/> plus lane) of a device, or 0.</summary>
    public int Find(ulong device) => Find(device, out _);

    public int Find(ulong device, out int slot)
    {
        var slots = Volatile.Read(ref _slots);
        var hash = Hash(device);
        for (slot = Home(hash, slots.Length); ; slot = (slot + 1) & (slots.Length - 1))
        {
            var entry = Volatile.Read(ref slots[slot]);
            if (entry == 0)
            {
                return 0;
            }

            var location = (int)(entry >> TagBits);
            if (((entry ^ (uint)hash) & TagMask) == 0 && blocks[location / Block.Size].Device[location % Block.Size] == device)
            {
                return location;
            }
        }
    }

    /// <summary>Reads the slot at which the search for a device begins; the value means nothing.</summary>
    public int Touch(ulong device) => (int)_slots[Home(Hash(device), _slots.Length)];

    /// <summary>Where a device probably is, without looking there: the first location whose tag fits, or 0.</summary>
    public int Guess(ulong device)
    {
        var hash = Hash(device);
        var slot = Home(hash, _slots.Length);
        while (_slots[slot] is var entry and not 0)
        {
            if (((entry ^ (uint)hash) & TagMask) == 0)
            {
                return (int)(entry >> TagBits);
            }

            slot = (slot + 1) & (_slots.Length - 1);
        }

        return 0;
    }

    /// <summary>Makes sure that the next <paramref name="count"/> calls of <see cref="Add"/> find room.</summary>
    public void Reserve(int count)
    {
        if ((_count + count) * 4L <= _slots.Length * 3L)
        {
            return;
        }

        var grown = new uint[(int)BitOperations.RoundUpToPowerOf2((uint)_slots.Length + 1)];
        foreach (var entry in _slots)
        {
            if (entry != 0)
            {
                var location = (int)(entry >> TagBits);
                var hash = Hash(blocks[location / Block.Size].Device[location % Block.Size]);
                grown[FirstFree(grown, hash)] = entry;
            }
        }

        Volatile.Write(ref _slots, grown);
        _version++;
    }

    /// <summary>Enters a device that <see cref="Find(ulong)"/> does not know.</summary>
    public void Add(ulong device, int location)
    {
        var hash = Hash(device);
        Volatile.Write(ref _slots[FirstFree(_slots, hash)], Entry(hash, location));
        Volatile.Write(ref _count, _count + 1);
    }

    /// <summary>Notes that the device in <paramref name="slot"/> now lies elsewhere.</summary>
    public void Move(int slot, int location)
    {
        ref var entry = ref _slots[slot];
        Volatile.Write(ref entry, ((uint)location << TagBits) | (entry & TagMask));
        Volatile.Write(ref _version, _version + 1);
    }

    /// <summary>Notes that a device moved between two locations; looks for the location, not at the device.</summary>
    public void Move(ulong device, int from, int to)
    {
        var hash = Hash(device);
        var entry = Entry(hash, from);
        var slot = Home(hash, _slots.Length);
        while (_slots[slot] != entry)
        {
            slot = (slot + 1) & (_slots.Length - 1);
        }

        Move(slot, to);
    }

    /// <summary>Empties a slot and moves up what had been pushed past it.</summary>
    public void Remove(int slot)
    {
        var mask = _slots.Length - 1;
        for (var next = (slot + 1) & mask; _slots[next] != 0; next = (next + 1) & mask)
        {
            var location = (int)(_slots[next] >> TagBits);
            var home = Home(Hash(blocks[location / Block.Size].Device[location % Block.Size]), _slots.Length);
            if (((next - home) & mask) >= ((next - slot) & mask))
            {
                Volatile.Write(ref _slots[slot], _slots[next]);
                slot = next;
            }
        }

        Volatile.Write(ref _slots[slot], 0);
        Volatile.Write(ref _version, _version + 1);
        Volatile.Write(ref _count, _count - 1);
    }

    private static ulong Hash(ulong device)
    {
        var mixed = (device ^ (device >> 32)) * 0x9E3779B97F4A7C15;
        return mixed ^ (mixed >> 29);
    }

    private static uint Entry(ulong hash, int location) => ((uint)location << TagBits) | ((uint)hash & TagMask);

    private static int Home(ulong hash, int length) => (int)(hash >> 32) & (length - 1);

    private static int FirstFree(uint[] slots, ulong hash)
    {
        var slot = Home(hash, slots.Length);
        while (slots[slot] != 0)
        {
            slot = (slot + 1) & (slots.Length - 1);
        }

        return slot;
    }
}
