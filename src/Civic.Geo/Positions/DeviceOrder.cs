using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Civic.Geo;

/// <summary>Sorts device numbers ascending: by the digits that tell them apart, in time linear in their number unless they come in clusters.</summary>
internal static class DeviceOrder
{
    private const int MostDigitBits = 11;

    /// <summary>Below this comparing is quicker.</summary>
    private const int FewDevices = 128;

    /// <summary>Places that devices may be shifted on average, after sorting by their upper digits, before comparing is quicker.</summary>
    private const int Patience = 4;

    /// <summary>Sorts <paramref name="devices"/>; <paramref name="spare"/> is working memory of the same length.</summary>
    public static void Sort(Span<ulong> devices, Span<ulong> spare)
    {
        if (devices.Length < FewDevices)
        {
            devices.Sort();
            return;
        }

        // Two digits, the upper ones of the bits in which the devices differ: enough to tell nearly all of so many apart.
        var bits = 64 - BitOperations.LeadingZeroCount(Varying(devices));
        var digit = Math.Min(Math.Min(MostDigitBits, (bits + 1) / 2), (BitOperations.Log2((uint)devices.Length) + 7) / 2);
        var rest = Math.Max(0, bits - (2 * digit));
        Span<int> next = stackalloc int[1 << MostDigitBits];
        Distribute(devices, spare, rest, next[..(1 << digit)]);
        Distribute(spare, devices, rest + digit, next[..(1 << digit)]);
        if (rest > 0 && !TryInsert(devices))
        {
            devices.Sort();
        }
    }

    /// <summary>Sorts devices that are nearly in order; gives up when they are not.</summary>
    private static bool TryInsert(Span<ulong> devices)
    {
        var budget = devices.Length * Patience;
        for (var i = 1; i < devices.Length; i++)
        {
            var device = devices[i];
            var place = i;
            for (; place > 0 && devices[place - 1] > device; place--)
            {
                devices[place] = devices[place - 1];
            }

            devices[place] = device;
            budget -= i - place;
            if (budget < 0)
            {
                return false;
            }
        }

        return true;
    }

    private static ulong Varying(ReadOnlySpan<ulong> devices)
    {
        var (all, any) = (ulong.MaxValue, 0UL);
        foreach (var device in devices)
        {
            all &= device;
            any |= device;
        }

        return all ^ any;
    }

    /// <summary>Copies the devices in order of one digit; equal ones keep their order. The digit is less than the length of <paramref name="next"/>.</summary>
    private static void Distribute(ReadOnlySpan<ulong> from, Span<ulong> to, int shift, Span<int> next)
    {
        next.Clear();
        var mask = (ulong)next.Length - 1;
        ref var places = ref MemoryMarshal.GetReference(next);
        ref var target = ref MemoryMarshal.GetReference(to);
        foreach (var device in from)
        {
            Unsafe.Add(ref places, (nuint)((device >> shift) & mask))++;
        }

        var sum = 0;
        foreach (ref var place in next)
        {
            (place, sum) = (sum, sum + place);
        }

        foreach (var device in from)
        {
            ref var place = ref Unsafe.Add(ref places, (nuint)((device >> shift) & mask));
            Unsafe.Add(ref target, (nuint)(uint)place++) = device;
        }
    }
}
