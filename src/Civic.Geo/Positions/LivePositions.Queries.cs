using System.Runtime.InteropServices;
using NodaTime;

namespace Civic.Geo;

/// <content>Asking who is where.</content>
public sealed partial class LivePositions
{
    /// <summary>The devices in a circle.</summary>
    /// <remarks>Time grows with the cells of 244 m that the circle meets and with the hits: about 10 µs for 900 and 80 µs for 12,000, as stored.</remarks>
    /// <param name="center">Middle of the circle.</param>
    /// <param name="radius">Metres, 0 or more; the border counts as inside. From 20,004 km on it is the whole Earth.</param>
    /// <param name="devices">Takes the devices, or the first of them.</param>
    /// <param name="query">Which of them count, and their order.</param>
    /// <returns>How many there are in all, which may be more than the buffer takes.</returns>
    /// <exception cref="ArgumentException"><paramref name="center"/> is not a place.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="radius"/> is negative or not a number.</exception>
    public int Within(GeoPoint center, double radius, Span<DeviceId> devices, PositionQuery query = default)
    {
        Require(center, radius);
        return Copy(Select(center, radius, query, keepPositions: false), query.Order, devices);
    }

    /// <summary>The devices in an area.</summary>
    /// <param name="area">A circle, polygon, multipolygon or corridor; its boundary counts as inside.</param>
    /// <param name="devices">Takes the devices, or the first of them.</param>
    /// <param name="query">Which of them count, and their order.</param>
    /// <returns>How many there are in all, which may be more than the buffer takes.</returns>
    public int Within(GeoArea area, Span<DeviceId> devices, PositionQuery query = default) =>
        Copy(Select(area, query, keepPositions: false), query.Order, devices);

    /// <summary>The positions of the devices in an area; for callers who may know where each one is.</summary>
    /// <param name="area">A circle, polygon, multipolygon or corridor; its boundary counts as inside.</param>
    /// <param name="positions">Takes the positions, or the first of them.</param>
    /// <param name="query">Which of them count, and their order.</param>
    /// <returns>How many there are in all, which may be more than the buffer takes.</returns>
    public int PositionsWithin(GeoArea area, Span<DevicePosition> positions, PositionQuery query = default)
    {
        var snapshot = Select(area, query, keepPositions: true);
        var hits = snapshot.Hits.Positions;
        if (query.Order == PositionOrder.ByDevice)
        {
            hits.Sort(static (a, b) => a.Device.CompareTo(b.Device));
        }

        for (var i = 0; i < hits.Length && i < positions.Length; i++)
        {
            positions[i] = hits[i].ToDevicePosition();
        }

        snapshot.Release();
        return hits.Length;
    }

    /// <summary>How many devices are in an area, unless they are so few that the number might tell who.</summary>
    /// <param name="area">A circle, polygon, multipolygon or corridor; its boundary counts as inside.</param>
    /// <param name="minimum">The least number that is told; 0 tells all.</param>
    /// <param name="query">Which devices count.</param>
    /// <returns>The number, or <see langword="null"/> when it is below <paramref name="minimum"/>.</returns>
    public int? CountWithin(GeoArea area, int minimum = 0, PositionQuery query = default)
    {
        var snapshot = Select(area, query, keepPositions: false);
        var count = snapshot.Hits.Count;
        snapshot.Release();
        return count >= minimum ? count : null;
    }

    /// <summary>The devices nearest to a place by their reported points, nearest first; equally near ones ascending by device.</summary>
    /// <param name="place">The place.</param>
    /// <param name="nearest">Takes the devices with their distances; its length says how many are wanted.</param>
    /// <param name="maximumDistance">Metres, 0 or more; devices further away are left out.</param>
    /// <param name="fixedSince">Leaves out devices whose fix time is earlier, to the millisecond.</param>
    /// <returns>How many were found: the length of the buffer, or less when there are no more.</returns>
    /// <exception cref="ArgumentException"><paramref name="place"/> is not a place.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="maximumDistance"/> is negative or not a number.</exception>
    public int Nearest(GeoPoint place, Span<NearbyDevice> nearest, double maximumDistance = double.PositiveInfinity, Instant? fixedSince = null)
    {
        Require(place, maximumDistance);
        if (nearest.IsEmpty)
        {
            return 0;
        }

        var snapshot = _store.Log.Enter();
        try
        {
            var query = new PositionQuery(AreaMembership.Reported, fixedSince);
            var first = nearest.Length < Count ? FirstRadius : maximumDistance;
            for (var radius = first; ; radius *= 2)
            {
                var last = radius >= Math.Min(maximumDistance, Wgs84.GreatestDistance);
                snapshot.Hits.Clear(keepPositions: true);
                Gather(snapshot, place, last ? maximumDistance : radius, query);
                if (last || snapshot.Hits.Count >= nearest.Length)
                {
                    break;
                }
            }
        }
        finally
        {
            _store.Log.Leave(snapshot);
        }

        var found = NearestOrder.Take(place, snapshot.Hits.Positions, nearest);
        snapshot.Release();
        return found;
    }

    private static void Require(GeoPoint center, double radius)
    {
        GeoPoint.ThrowIfInvalid(center, nameof(center));
        if (!(radius >= 0))
        {
            throw new ArgumentOutOfRangeException(nameof(radius), radius, "A radius is 0 metres or more.");
        }
    }

    private static int Copy(Snapshot snapshot, PositionOrder order, Span<DeviceId> devices)
    {
        if (order == PositionOrder.ByDevice)
        {
            snapshot.Hits.SortDevices();
        }

        var hits = snapshot.Hits.Devices;
        hits[..Math.Min(hits.Length, devices.Length)].CopyTo(MemoryMarshal.Cast<DeviceId, ulong>(devices));
        snapshot.Release();
        return hits.Length;
    }
}
