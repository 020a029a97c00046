namespace Civic.Geo;

/// <summary>
/// Lays polygons out on a sheet from -180 to 180 degrees, as RFC 7946 section 3.1.9 and planar software want them: cut along the antimeridian,
/// with the pole as the sheet's upper or lower edge. Outer rings run counter-clockwise, holes clockwise.
/// </summary>
internal static class AntimeridianCut
{
    /// <summary>The parts of a polygon; each an outer ring and its holes, not closed.</summary>
    public static List<List<GeoPoint[]>> Parts(GeoPolygon polygon)
    {
        var whole = new List<GeoPoint[]>();
        var chains = new List<SheetChain>();
        for (var i = -1; i < polygon.HoleCount; i++)
        {
            var ring = (i < 0 ? polygon.Shell : polygon.Hole(i)).ToArray();
            if (Geodesic.Measure(ring).SignedArea > 0 != i < 0)
            {
                Array.Reverse(ring);
            }

            SheetChain.Split(ring, whole, chains);
        }

        return Group(whole, SheetChain.Link(chains));
    }

    /// <summary>The pieces of a line; each two or more points.</summary>
    public static List<GeoPoint[]> Pieces(ReadOnlySpan<GeoPoint> line)
    {
        var pieces = new List<GeoPoint[]>();
        var piece = new List<GeoPoint>();
        for (var i = 0; i < line.Length; i++)
        {
            if (i > 0 && Crossing.Between(line[i - 1], line[i]) is { } crossing)
            {
                Add(piece, crossing.Before);
                pieces.Add([.. piece]);
                piece.Clear();
                piece.Add(crossing.After);
            }

            Add(piece, line[i]);
        }

        pieces.Add([.. piece]);
        pieces.RemoveAll(static part => part.Length < 2);
        return pieces;

        static void Add(List<GeoPoint> piece, GeoPoint point)
        {
            if (piece.Count == 0 || piece[^1] != point)
            {
                piece.Add(point);
            }
        }
    }

    /// <summary>Puts holes with the outer ring they lie in.</summary>
    private static List<List<GeoPoint[]>> Group(List<GeoPoint[]> whole, List<GeoPoint[]> linked)
    {
        var parts = linked.Where(static ring => Planar.SignedArea(ring) > 0).Select(static ring => new List<GeoPoint[]> { ring }).ToList();
        if (parts.Count == 0)
        {
            parts.Add([whole[0]]);
            whole.RemoveAt(0);
        }

        foreach (var hole in whole.Concat(linked.Where(static ring => Planar.SignedArea(ring) < 0)))
        {
            var home = parts.Find(part => Planar.Contains(part[0], hole)) ?? parts[0];
            home.Add(hole);
        }

        return parts;
    }
}
