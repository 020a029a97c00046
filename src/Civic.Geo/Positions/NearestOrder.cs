using System.Buffers;

namespace Civic.Geo;

/// <summary>Picks the nearest of some positions by exact distance, measuring only those that may be among them.</summary>
internal static class NearestOrder
{
    /// <summary>Fills <paramref name="nearest"/> in order of distance and then device; gives how many there were to take.</summary>
    public static int Take(GeoPoint place, Span<StoredPosition> positions, Span<NearbyDevice> nearest)
    {
        var rented = ArrayPool<Candidate>.Shared.Rent(positions.Length);
        var candidates = rented.AsSpan(0, positions.Length);
        for (var i = 0; i < candidates.Length; i++)
        {
            candidates[i] = new Candidate(GlobeBounds.Distance(place, positions[i].Point).Least, i, positions[i].Device);
        }

        candidates.Sort();
        var wanted = Math.Min(nearest.Length, candidates.Length);
        var measured = 0;
        var furthest = 0.0;
        for (; measured < candidates.Length && (measured < wanted || candidates[measured].Distance <= furthest); measured++)
        {
            ref var candidate = ref candidates[measured];
            candidate = candidate with { Distance = Geodesic.Distance(place, positions[candidate.Index].Point) };
            furthest = measured < wanted ? Math.Max(furthest, candidate.Distance) : furthest;
        }

        candidates[..measured].Sort();
        for (var i = 0; i < wanted; i++)
        {
            nearest[i] = new NearbyDevice(new DeviceId(candidates[i].Device), candidates[i].Distance);
        }

        ArrayPool<Candidate>.Shared.Return(rented);
        return wanted;
    }

    /// <summary>A position by its distance: at first the least it can be, then the exact one.</summary>
    private readonly record struct Candidate(double Distance, int Index, ulong Device) : IComparable<Candidate>
    {
        public int CompareTo(Candidate other)
        {
            var order = Distance.CompareTo(other.Distance);
            return order != 0 ? order : Device.CompareTo(other.Device);
        }
    }
}
