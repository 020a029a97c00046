namespace Civic.Geo;

/// <summary>A part of a ring between two crossings of the antimeridian: it starts and ends on an edge of the sheet. The inside is on its left.</summary>
internal sealed class SheetChain(List<GeoPoint> points)
{
    private GeoPoint Start => points[0];

    private GeoPoint End => points[^1];

    /// <summary>Cuts a ring at its crossings into chains; a ring without any stays whole.</summary>
    public static void Split(GeoPoint[] ring, List<GeoPoint[]> whole, List<SheetChain> chains)
    {
        var path = Unfolded(ring);
        var found = new List<List<GeoPoint>> { new() };
        for (var i = 0; i < path.Count; i++)
        {
            found[^1].Add(path[i]);
            if (Crossing.Between(path[i], path[(i + 1) % path.Count]) is { } crossing)
            {
                Add(found[^1], crossing.Before);
                found.Add([crossing.After]);
            }
        }

        if (found.Count == 1)
        {
            whole.Add([.. found[0]]);
            return;
        }

        // The piece after the last crossing goes on where the ring began.
        foreach (var point in found[0])
        {
            Add(found[^1], point);
        }

        var wide = found.Skip(1).Where(static chain => chain.Exists(static point => Math.Abs(point.Longitude) != 180));
        chains.AddRange(wide.Select(static chain => new SheetChain(chain)));
    }

    /// <summary>
    /// Joins chains along the edges of the sheet: northwards on the eastern edge, southwards on the western, over the top or bottom where a pole is inside.
    /// </summary>
    public static List<GeoPoint[]> Link(List<SheetChain> chains)
    {
        var rings = new List<GeoPoint[]>();
        var left = new List<SheetChain>(chains);
        while (left.Count > 0)
        {
            var first = left[0];
            var ring = new List<GeoPoint>();
            var chain = first;
            do
            {
                left.Remove(chain);
                chain.Points.ForEach(point => Add(ring, point));
                chain = Next(chain.End, ring, chains);
            }
            while (chain != first && left.Contains(chain));

            if (ring.Count > 1 && ring[0] == ring[^1])
            {
                ring.RemoveAt(ring.Count - 1);
            }

            if (ring.Count >= 3)
            {
                rings.Add([.. ring]);
            }
        }

        return rings;
    }

    private List<GeoPoint> Points => points;

    private static SheetChain Next(GeoPoint end, List<GeoPoint> ring, List<SheetChain> chains)
    {
        var east = end.Longitude > 0;
        var ahead = Ahead(chains, east, end.Latitude);
        if (ahead is not null)
        {
            return ahead;
        }

        // Over the pole to the other edge of the sheet.
        var pole = east ? 90 : -90;
        Add(ring, new GeoPoint(pole, end.Longitude));
        Add(ring, new GeoPoint(pole, -end.Longitude));
        return Ahead(chains, !east, pole) ?? chains[0];
    }

    private static SheetChain? Ahead(List<SheetChain> chains, bool east, double latitude) => east
        ? chains.Where(chain => chain.Start.Longitude > 0 && chain.Start.Latitude >= latitude).MinBy(static chain => chain.Start.Latitude)
        : chains.Where(chain => chain.Start.Longitude < 0 && chain.Start.Latitude <= latitude).MaxBy(static chain => chain.Start.Latitude);

    /// <summary>The ring with each pole, corner or run over, as a step along the edge of the sheet.</summary>
    private static List<GeoPoint> Unfolded(GeoPoint[] ring)
    {
        var path = new List<GeoPoint>();
        for (var i = 0; i < ring.Length; i++)
        {
            GeoPoint before = ring[(i + ring.Length - 1) % ring.Length], here = ring[i], next = ring[(i + 1) % ring.Length];
            if (Math.Abs(here.Latitude) == 90)
            {
                Add(path, here with { Longitude = before.Longitude });
                Add(path, here with { Longitude = next.Longitude });
                continue;
            }

            Add(path, here);
            if (EdgeCutter.RunsOverPole(here, next, out var pole))
            {
                Add(path, pole with { Longitude = here.Longitude });
                Add(path, pole with { Longitude = next.Longitude });
            }
        }

        return path;
    }

    private static void Add(List<GeoPoint> points, GeoPoint point)
    {
        if (points.Count == 0 || points[^1] != point)
        {
            points.Add(point);
        }
    }
}
