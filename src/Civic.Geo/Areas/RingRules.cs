namespace Civic.Geo;

/// <summary>What a ring must be, and the words for what is wrong with it.</summary>
internal static class RingRules
{
    /// <summary>Copies the places, each run of equal ones once; refuses what is no place.</summary>
    public static GeoPoint[] WithoutRepeats(ReadOnlySpan<GeoPoint> points, string parameter)
    {
        var kept = new List<GeoPoint>(points.Length);
        for (var i = 0; i < points.Length; i++)
        {
            if (!points[i].IsValid)
            {
                throw new ArgumentException(
                    $"Point {i} ({points[i].Latitude}, {points[i].Longitude}) is not a place: latitude is -90 to 90 and longitude -180 to 180 degrees.",
                    parameter);
            }

            if (kept.Count == 0 || !Same(kept[^1], points[i]))
            {
                kept.Add(points[i]);
            }
        }

        return [.. kept];
    }

    /// <summary>The ring without its closing point; refused with fewer than three corners, a corner twice or an edge half-way round the Earth.</summary>
    public static GeoPoint[] Open(ReadOnlySpan<GeoPoint> points, string parameter, string name)
    {
        var ring = WithoutRepeats(points, parameter);
        if (ring.Length > 1 && Same(ring[0], ring[^1]))
        {
            ring = ring[..^1];
        }

        var seen = new Dictionary<GeoPoint, int>(ring.Length);
        for (var i = 0; i < ring.Length; i++)
        {
            if (!seen.TryAdd(Key(ring[i]), i))
            {
                throw new ArgumentException($"The {name} comes back to {ring[i].Latitude}, {ring[i].Longitude} before its end; split it there.", parameter);
            }
        }

        if (ring.Length < 3)
        {
            throw new ArgumentException($"The {name} has {ring.Length} different points; a ring needs at least 3.", parameter);
        }

        for (var i = 0; i < ring.Length; i++)
        {
            var next = ring[(i + 1) % ring.Length];
            if (Geodesic.Distance(ring[i], next) > LongestEdge)
            {
                throw new ArgumentException(
                    $"Edge {i} of the {name} runs to the other side of the Earth, where the shortest way is not clear; add a point half-way.", parameter);
            }
        }

        return ring;
    }

    private const double LongestEdge = 19_900_000;

    /// <summary>One name for each place: 180° is -180°, and a pole has no longitude.</summary>
    private static GeoPoint Key(GeoPoint point) => Math.Abs(point.Latitude) == 90
        ? new GeoPoint(point.Latitude, 0)
        : new GeoPoint(point.Latitude + 0.0, point.Longitude == -180 ? 180 : point.Longitude + 0.0);

    private static bool Same(GeoPoint a, GeoPoint b) => Key(a) == Key(b);
}
