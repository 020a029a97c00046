using System.Numerics;

namespace Civic.Geo;

/// <summary>Sorts device numbers ascending: by digits for the many hits of a large query, linear in their number.</summary>
internal static class DeviceOrder
{
    private const int MostDigitBits = 11;

    /// <summary>Below this comparing is quicker.</summary>
    private const int FewDevices = 512;

    /// <summary>Sorts <paramref name="devices"/>; <paramref name="spare"/> is working memory of the same length.</summary>
    public static void Sort(Span<ulong> devices, Span<ulong> spare)
    {
        var bits = 64 - BitOperations.LeadingZeroCount(Varying(devices));
        if (devices.Length < FewDevices || bits > 4 * MostDigitBits)
        {
            devices.Sort();
            return;
        }

        // An even number of passes ends where it began.
        var passes = bits <= 2 * MostDigitBits ? 2 : 4;
        var digit = (bits + passes - 1) / passes;
        Span<int> next = stackalloc int[1 << MostDigitBits];
        for (var pass = 0; pass < passes; pass += 2)
        {
            Distribute(devices, spare, pass * digit, next[..(1 << digit)]);
            Distribute(spare, devices, (pass + 1) * digit, next[..(1 << digit)]);
        }
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

    /// <summary>Copies the devices in order of one digit; equal ones keep their order.</summary>
    private static void Distribute(ReadOnlySpan<ulong> from, Span<ulong> to, int shift, Span<int> next)
    {
        next.Clear();
        var mask = next.Length - 1;
        foreach (var device in from)
        {
            next[(int)(device >> shift) & mask]++;
        }

        var sum = 0;
        foreach (ref var count in next)
        {
            (count, sum) = (sum, sum + count);
        }

        foreach (var device in from)
        {
            to[next[(int)(device >> shift) & mask]++] = device;
        }
    }
}
