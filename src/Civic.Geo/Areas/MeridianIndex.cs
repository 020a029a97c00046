namespace Civic.Geo;

/// <summary>
/// Decides inside or outside by counting the edges south of a place on its meridian. Buckets of longitude hold the pieces
/// that cross them, so that a place meets only the edges over and under it.
/// </summary>
/// <remarks>
/// A piece's latitude is a cubic that is right to 0.1 mm; a place within a millimetre of a piece counts as on the boundary, and is the
/// only one for which 0.1 mm could matter. No projection is involved, so that size, the antimeridian and the poles make no difference.
/// </remarks>
internal sealed partial class MeridianIndex
{
    /// <summary>Metres within which a place is on the boundary.</summary>
    public const double OnBoundary = 1e-3;

    private const double BorderDegrees = 1.2 * OnBoundary / 110_574;
    private const double PolarCap = 89.9999;

    private readonly MeridianEdge[] _edges;
    private readonly int[] _starts;
    private readonly int[] _entries;
    private readonly double _west;
    private readonly double _span;
    private readonly double _bucketsPerDegree;
    private readonly bool _southPoleInside;
    private readonly NearestEdge _nearest;

    /// <param name="pieces">All pieces of all rings.</param>
    /// <param name="west">Meridian the index starts from: west of everything, or anywhere when the boundary runs round the Earth.</param>
    /// <param name="span">Degrees from there to the eastern end, up to 360.</param>
    /// <param name="southPoleInside">Whether the southern end of every meridian is inside.</param>
    /// <param name="insideOnLeft">For each ring 1 when the inside of the polygon is to its left, -1 when it is to its right.</param>
    /// <param name="nearest">Distances for places near a border.</param>
    public MeridianIndex(List<EdgePiece> pieces, double west, double span, bool southPoleInside, int[] insideOnLeft, NearestEdge nearest)
    {
        _west = west;
        _span = span;
        _southPoleInside = southPoleInside;
        _nearest = nearest;
        var edges = new List<MeridianEdge>(pieces.Count);
        for (var i = 0; i < pieces.Count; i++)
        {
            Add(edges, pieces[i], i, insideOnLeft[pieces[i].Ring]);
        }

        // In order of their southern ends within a bucket: the search for crossings sweeps northwards.
        edges.Sort(static (a, b) => a.South.CompareTo(b.South));
        _edges = [.. edges];
        var buckets = BucketCount(span);
        _bucketsPerDegree = buckets / span;
        (_starts, _entries) = Distribute(buckets);
    }

    /// <summary>Whether a valid place is inside or on the boundary.</summary>
    public bool Contains(GeoPoint point)
    {
        var east = East(point.Longitude);
        if (Math.Abs(point.Latitude) > PolarCap && _nearest.Distance(point) <= OnBoundary)
        {
            return true;
        }

        var inside = _southPoleInside;
        if (east > _span)
        {
            return inside;
        }

        var bucket = Bucket(east);
        for (var i = _starts[bucket]; i < _starts[bucket + 1]; i++)
        {
            ref readonly var edge = ref _edges[_entries[i]];
            if (point.Latitude < edge.South - BorderDegrees)
            {
                break;
            }

            if (east < edge.West - edge.Side || east > edge.East + edge.Side)
            {
                continue;
            }

            var crossed = true;
            if (point.Latitude <= edge.North + BorderDegrees)
            {
                var above = point.Latitude - edge.At(east);
                if ((Math.Abs(above) <= edge.Border || edge.West == edge.East) && _nearest.Distance(point) <= OnBoundary)
                {
                    return true;
                }

                crossed = above > 0;
            }

            inside ^= crossed && east >= edge.West && east < edge.East;
        }

        return inside;
    }

    /// <summary>Degrees east of the index's meridian, 0 to 360; the same number for the same meridian, always.</summary>
    private double East(double longitude) => AreaBounds.East(_west, longitude == -180 ? 180 : longitude);

    private int Bucket(double east) => Math.Clamp((int)(east * _bucketsPerDegree), 0, _starts.Length - 2);

    private void Add(List<MeridianEdge> edges, in EdgePiece piece, int number, int insideOnLeft)
    {
        var eastward = piece.Turn >= 0;
        double start = East(piece.From.Longitude), end = East(piece.To.Longitude);
        double west = eastward ? start : end, east = eastward ? end : start;
        if (piece.Turn == 0)
        {
            east = west;
        }

        var (south, north) = piece.Latitude.Range();
        var curve = eastward ? piece.Latitude : piece.Latitude.Reversed();
        var parallel = Math.Max(1e-6, Math.Cos(Math.Max(Math.Abs(south), Math.Abs(north)) * Degrees.ToRadians));
        var slope = piece.Turn == 0 ? 0 : curve.Steepness() / (Math.Abs(piece.Turn) * parallel);
        var border = BorderDegrees * 1.2 * Math.Sqrt(1 + (slope * slope));
        var insideAbove = eastward ? insideOnLeft : -insideOnLeft;
        var edge = new MeridianEdge(west, east, south, north, curve, border, BorderDegrees / parallel, insideAbove, number);
        if (east < west)
        {
            // Over the index's own meridian: once at each end.
            edges.Add(edge with { East = east + 360 });
            edges.Add(edge with { West = west - 360 });
            return;
        }

        edges.Add(edge);
        if (east + edge.Side > 360)
        {
            edges.Add(edge.Shifted(-360));
        }
        else if (west - edge.Side < 0)
        {
            edges.Add(edge.Shifted(360));
        }
    }

    /// <summary>As many buckets as edges, but fewer when long edges would fill them all.</summary>
    private int BucketCount(double span)
    {
        var covered = _edges.Sum(edge => Math.Min(span, edge.East - edge.West + (2 * edge.Side)));
        var layers = Math.Max(1, covered / span);
        return (int)Math.Clamp(Math.Max(4 * _edges.Length / layers, 1), 1, 1 << 16);
    }

    private (int[] Starts, int[] Entries) Distribute(int buckets)
    {
        var starts = new int[buckets + 1];
        foreach (ref readonly var edge in _edges.AsSpan())
        {
            var (first, last) = Reach(edge, buckets);
            for (var bucket = first; bucket <= last; bucket++)
            {
                starts[bucket + 1]++;
            }
        }

        for (var bucket = 0; bucket < buckets; bucket++)
        {
            starts[bucket + 1] += starts[bucket];
        }

        var entries = new int[starts[buckets]];
        var next = starts.AsSpan(0, buckets).ToArray();
        for (var i = 0; i < _edges.Length; i++)
        {
            var (first, last) = Reach(_edges[i], buckets);
            for (var bucket = first; bucket <= last; bucket++)
            {
                entries[next[bucket]++] = i;
            }
        }

        return (starts, entries);
    }

    private (int First, int Last) Reach(in MeridianEdge edge, int buckets)
    {
        var first = (int)Math.Clamp((edge.West - edge.Side) * _bucketsPerDegree, 0, buckets - 1);
        var last = (int)Math.Clamp((edge.East + edge.Side) * _bucketsPerDegree, 0, buckets - 1);
        return (first, last);
    }
}
