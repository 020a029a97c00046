using System.Numerics;
using System.Runtime.CompilerServices;

namespace Civic.Ledger;

/// <summary>
/// From a 128-bit identifier to a number that is not 0: open addressing with 8 bytes a slot. A slot keeps 32 bits of the hash; their upper bits
/// are the slot it would like, so that growing and removing never look at the rows. What a number stands for is the owner's affair.
/// </summary>
internal sealed class IdIndex
{
    private Slot[] _slots;
    private int _shift;
    private int _count;

    public IdIndex(int capacity)
    {
        var bits = Math.Max(4, BitOperations.Log2(BitOperations.RoundUpToPowerOf2((uint)Math.Min(1L << 30, ((long)capacity * 4 / 3) + 1))));
        _slots = new Slot[1 << bits];
        _shift = 32 - bits;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Hash(UInt128 id)
    {
        var high = Math.BigMul((ulong)id ^ 0x9E3779B97F4A7C15, (ulong)(id >> 64) ^ 0xD6E8FEB86659FD93, out var low);
        var mixed = (high ^ low ^ (ulong)id) * 0xFF51AFD7ED558CCD;
        mixed ^= mixed >> 32;
        mixed *= 0xC4CEB9FE1A85EC53;
        return (uint)(mixed >> 32);
    }

    /// <summary>Where a search for <paramref name="hash"/> begins.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Start(uint hash) => (int)(hash >> _shift);

    /// <summary>The next number kept under <paramref name="hash"/>, or 0 when there is none; <paramref name="slot"/> moves behind it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Next(uint hash, ref int slot)
    {
        var slots = _slots;
        while (true)
        {
            ref var here = ref slots[slot];
            slot = (slot + 1) & (slots.Length - 1);
            if (here.Number == 0 || here.Hash == hash)
            {
                return here.Number;
            }
        }
    }

    public void Add(uint hash, int number)
    {
        if (_count >= (_slots.Length >> 2) * 3)
        {
            Grow();
        }

        _count++;
        Place(new Slot(hash, number));
    }

    /// <summary>Takes out a number that is there, and moves up what was pushed back by it.</summary>
    public void Remove(uint hash, int number)
    {
        var mask = _slots.Length - 1;
        var hole = Start(hash);
        while (_slots[hole].Number != number)
        {
            hole = (hole + 1) & mask;
        }

        for (var next = (hole + 1) & mask; _slots[next].Number != 0; next = (next + 1) & mask)
        {
            // It may move up only when its wish does not lie behind the hole.
            if (((next - Start(_slots[next].Hash)) & mask) >= ((next - hole) & mask))
            {
                _slots[hole] = _slots[next];
                hole = next;
            }
        }

        _slots[hole] = default;
        _count--;
    }

    private void Place(Slot slot)
    {
        var at = Start(slot.Hash);
        while (_slots[at].Number != 0)
        {
            at = (at + 1) & (_slots.Length - 1);
        }

        _slots[at] = slot;
    }

    private void Grow()
    {
        if (_shift <= 1)
        {
            throw new InvalidOperationException("The book is full: it holds 1.6 billion identifiers of a kind at most.");
        }

        var old = _slots;
        _slots = new Slot[old.Length * 2];
        _shift--;
        foreach (var slot in old)
        {
            if (slot.Number != 0)
            {
                Place(slot);
            }
        }
    }

    private readonly record struct Slot(uint Hash, int Number);
}
