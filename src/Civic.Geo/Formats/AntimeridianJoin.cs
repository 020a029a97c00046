namespace Civic.Geo;

/// <summary>
/// Puts together again what was cut along the antimeridian: edges that run along it on both sides in opposite directions cancel, and the rest is
/// linked to rings.
/// </summary>
internal static class AntimeridianJoin
{
    /// <summary>The polygons of a list of parts, each an outer ring and its holes, not closed.</summary>
    /// <exception cref="ArgumentException">A ring is refused.</exception>
    public static GeoShape Polygons(List<List<GeoPoint[]>> parts)
    {
        if (!parts.Exists(static part => part.Exists(TouchesAlong)))
        {
            return Shape(parts.ConvertAll(Polygon), parts.Count == 1);
        }

        var rings = Rings(parts);
        var shells = rings.Where(static ring => Geodesic.Measure(ring).SignedArea > 0).ToList();
        var holes = rings.Except(shells).ToList();
        var solid = shells.ConvertAll(static shell => new GeoPolygon(shell));
        var polygons = new List<GeoPolygon>();
        for (var i = 0; i < shells.Count; i++)
        {
            var own = holes.Where(hole => solid[i].Contains(hole[0]) && hole.Count(corner => solid[i].Contains(corner)) * 2 > hole.Length).ToList();
            polygons.Add(own.Count == 0 ? solid[i] : new GeoPolygon(shells[i], own));
            holes.RemoveAll(own.Contains);
        }

        return polygons.Count == 0 ? Shape(parts.ConvertAll(Polygon), parts.Count == 1) : Shape(polygons, polygons.Count == 1);
    }

    /// <summary>One line of pieces that each end at the antimeridian where the next begins.</summary>
    /// <exception cref="ArgumentException">The pieces are separate lines, or the line is refused.</exception>
    public static GeoShape Line(IReadOnlyList<GeoPoint[]> pieces)
    {
        var line = new List<GeoPoint>();
        foreach (var piece in pieces)
        {
            if (line.Count > 0)
            {
                GeoPoint end = line[^1], start = piece.Length > 0 ? piece[0] : default;
                if (Math.Abs(end.Longitude) != 180 || Math.Abs(start.Longitude) != 180 || start.Latitude != end.Latitude)
                {
                    throw new ArgumentException("Several separate lines are not one shape; read each by itself.");
                }
            }

            line.AddRange(line.Count > 0 ? piece.Skip(1) : piece);
        }

        for (var i = line.Count - 2; i > 0; i--)
        {
            if (Math.Abs(line[i].Longitude) == 180 && Crossing.Between(line[i - 1], line[i + 1]) is { } crossing
                && Math.Abs(crossing.Before.Latitude - line[i].Latitude) < 1e-8)
            {
                line.RemoveAt(i);
            }
        }

        return GeoShape.Of([.. line]);
    }

    private static GeoPolygon Polygon(List<GeoPoint[]> part) => new(part[0], part.Skip(1).ToArray());

    private static GeoShape Shape(List<GeoPolygon> polygons, bool single) =>
        single ? GeoShape.Of(polygons[0]) : GeoShape.Of(new GeoMultiPolygon([.. polygons]));

    private static bool TouchesAlong(GeoPoint[] ring) =>
        ring.Where((point, i) => IsOnEdge(point) && IsOnEdge(ring[(i + 1) % ring.Length])).Any();

    private static bool IsOnEdge(GeoPoint point) => Math.Abs(point.Longitude) == 180 || Math.Abs(point.Latitude) == 90;

    private static List<GeoPoint[]> Rings(List<List<GeoPoint[]>> parts)
    {
        var oriented = parts
            .SelectMany(static part => part.Select(static (ring, i) => Planar.SignedArea(ring) > 0 == (i == 0) ? ring : [.. ring.Reverse()]))
            .ToList();
        var latitudes = oriented.SelectMany(static ring => ring).Where(static point => Math.Abs(point.Longitude) == 180)
            .Select(static point => point.Latitude).Distinct().Order().ToArray();
        var edges = new HashSet<(GeoPoint From, GeoPoint To)>();
        foreach (var edge in oriented.SelectMany(ring => ring.SelectMany((point, i) => Steps(point, ring[(i + 1) % ring.Length], latitudes))))
        {
            var along = Math.Abs(edge.From.Longitude) == 180 && Math.Abs(edge.To.Longitude) == 180;
            if (edge.From != edge.To && !(along && edges.Remove((edge.To, edge.From))))
            {
                edges.Add(edge);
            }
        }

        return Link(edges);
    }

    /// <summary>An edge by the names of its places; along the antimeridian in the steps that the other side may have.</summary>
    private static IEnumerable<(GeoPoint From, GeoPoint To)> Steps(GeoPoint from, GeoPoint to, double[] latitudes)
    {
        if (Math.Abs(from.Longitude) == 180 && Math.Abs(to.Longitude) == 180)
        {
            var between = latitudes.Where(at => at > Math.Min(from.Latitude, to.Latitude) && at < Math.Max(from.Latitude, to.Latitude));
            foreach (var latitude in from.Latitude < to.Latitude ? between : between.Reverse())
            {
                var step = new GeoPoint(latitude, 180);
                yield return (Name(from), step);
                from = step;
            }
        }

        yield return (Name(from), Name(to));
    }

    private static GeoPoint Name(GeoPoint point) => Math.Abs(point.Latitude) == 90
        ? point with { Longitude = 180 }
        : point with { Longitude = point.Longitude == -180 ? 180 : point.Longitude };

    private static List<GeoPoint[]> Link(HashSet<(GeoPoint From, GeoPoint To)> edges)
    {
        var next = edges.ToLookup(static edge => edge.From, static edge => edge.To);
        var left = new HashSet<(GeoPoint, GeoPoint)>(edges);
        var rings = new List<GeoPoint[]>();
        foreach (var (from, to) in edges)
        {
            if (!left.Remove((from, to)))
            {
                continue;
            }

            var ring = new List<GeoPoint> { from };
            var here = to;
            while (here != from)
            {
                ring.Add(here);
                var start = here;
                var way = next[here].Where(end => left.Contains((start, end))).Cast<GeoPoint?>().FirstOrDefault();
                if (way is null)
                {
                    break;
                }

                left.Remove((here, way.Value));
                here = way.Value;
            }

            var simple = WithoutCuts(ring);
            if (simple.Length >= 3)
            {
                rings.Add(simple);
            }
        }

        return rings;
    }

    /// <summary>Drops the points that cutting put on the antimeridian: those within a millimetre of the edge without them.</summary>
    private static GeoPoint[] WithoutCuts(List<GeoPoint> ring)
    {
        for (var i = ring.Count - 1; i >= 0 && ring.Count > 3; i--)
        {
            GeoPoint before = ring[(i + ring.Count - 1) % ring.Count], after = ring[(i + 1) % ring.Count];
            if (Math.Abs(ring[i].Longitude) == 180 && before.Longitude > 0 != after.Longitude > 0
                && Crossing.Between(before, after) is { } crossing && Math.Abs(crossing.Before.Latitude - ring[i].Latitude) < 1e-8)
            {
                ring.RemoveAt(i);
            }
        }

        return [.. ring];
    }
}
