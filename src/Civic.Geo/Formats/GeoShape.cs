namespace Civic.Geo;

/// <summary>A place, line or area as files carry it. Immutable.</summary>
public sealed class GeoShape
{
    private readonly GeoPoint[] _points;

    private GeoShape(GeoShapeKind kind, GeoPoint[] points, GeoArea? area)
    {
        Kind = kind;
        _points = points;
        Area = area;
    }

    /// <summary>What it is.</summary>
    public GeoShapeKind Kind { get; }

    /// <summary>The points of a point or line; empty for areas.</summary>
    public ReadOnlySpan<GeoPoint> Points => _points;

    /// <summary>The <see cref="GeoPolygon"/> or <see cref="GeoMultiPolygon"/>; <see langword="null"/> for points and lines.</summary>
    public GeoArea? Area { get; }

    /// <summary>A single place.</summary>
    /// <param name="point">The place.</param>
    /// <exception cref="ArgumentException">It is not a place.</exception>
    public static GeoShape Of(GeoPoint point)
    {
        GeoPoint.ThrowIfInvalid(point, nameof(point));
        return new GeoShape(GeoShapeKind.Point, [point], null);
    }

    /// <summary>A line.</summary>
    /// <param name="line">Two or more different places; equal neighbours are taken once.</param>
    /// <exception cref="ArgumentException">There are fewer, or one is not a place.</exception>
    public static GeoShape Of(ReadOnlySpan<GeoPoint> line)
    {
        var points = RingRules.WithoutRepeats(line, nameof(line));
        return points.Length >= 2
            ? new GeoShape(GeoShapeKind.LineString, points, null)
            : throw new ArgumentException("A line needs at least two different points.", nameof(line));
    }

    /// <summary>A polygon.</summary>
    /// <param name="polygon">The polygon.</param>
    public static GeoShape Of(GeoPolygon polygon)
    {
        ArgumentNullException.ThrowIfNull(polygon);
        return new GeoShape(GeoShapeKind.Polygon, [], polygon);
    }

    /// <summary>Several polygons.</summary>
    /// <param name="polygons">The polygons.</param>
    public static GeoShape Of(GeoMultiPolygon polygons)
    {
        ArgumentNullException.ThrowIfNull(polygons);
        return new GeoShape(GeoShapeKind.MultiPolygon, [], polygons);
    }

    /// <summary>The polygons of an area, one or more; none for points and lines.</summary>
    internal ReadOnlySpan<GeoPolygon> Polygons => Area switch
    {
        GeoPolygon polygon => new[] { polygon },
        GeoMultiPolygon several => several.Polygons,
        _ => [],
    };
}
