using NetTopologySuite.Geometries;

namespace Civic.Geo;

/// <summary>To and from NetTopologySuite's geometries: X is the longitude, Y the latitude, SRID 4326.</summary>
/// <remarks>
/// NetTopologySuite is flat: areas are cut along the antimeridian on the way out and put together on the way in, as in
/// <see cref="GeoJson"/>, and its edges are straight on the map while ours are geodesics.
/// </remarks>
public static class NetTopologySuiteConversions
{
    private static readonly GeometryFactory Factory = new(new PrecisionModel(), 4326);

    /// <summary>A NetTopologySuite point, line, polygon or multi-geometry.</summary>
    /// <param name="shape">What to convert.</param>
    public static Geometry ToGeometry(this GeoShape shape)
    {
        ArgumentNullException.ThrowIfNull(shape);
        return shape.Kind switch
        {
            GeoShapeKind.Point => Factory.CreatePoint(Coordinate(shape.Points[0])),
            GeoShapeKind.LineString => Line(AntimeridianCut.Pieces(shape.Points)),
            _ => shape.Area!.ToGeometry(),
        };
    }

    /// <summary>
    /// A NetTopologySuite polygon or multipolygon. A circle becomes a polygon of 360 corners on its edge; a corridor is refused, since its
    /// line and width say more: convert <see cref="GeoCorridor.Line"/>.
    /// </summary>
    /// <param name="area">What to convert.</param>
    /// <exception cref="ArgumentException">A corridor, or a circle so large that no polygon can follow it.</exception>
    public static Geometry ToGeometry(this GeoArea area)
    {
        ArgumentNullException.ThrowIfNull(area);
        var parts = area switch
        {
            GeoPolygon polygon => AntimeridianCut.Parts(polygon),
            GeoMultiPolygon several => [.. several.Polygons.ToArray().SelectMany(AntimeridianCut.Parts)],
            GeoCircle circle => AntimeridianCut.Parts(Follow(circle)),
            _ => throw new ArgumentException("A corridor has no polygon; convert its line and keep its width.", nameof(area)),
        };
        var polygons = parts.ConvertAll(static part => Factory.CreatePolygon(Ring(part[0]), [.. part.Skip(1).Select(Ring)]));
        return polygons.Count == 1 && area is not GeoMultiPolygon ? polygons[0] : Factory.CreateMultiPolygon([.. polygons]);
    }

    /// <summary>Our shape of a NetTopologySuite Point, LineString, Polygon or MultiPolygon. Longitudes up to ±540 are taken round the Earth.</summary>
    /// <param name="geometry">What to convert; a Z value is left out.</param>
    /// <exception cref="ArgumentException">Another type, an empty geometry, or one that our shapes refuse; the message says why.</exception>
    public static GeoShape ToGeoShape(this Geometry geometry)
    {
        ArgumentNullException.ThrowIfNull(geometry);
        if (geometry.IsEmpty)
        {
            throw new ArgumentException("An empty geometry has no place.", nameof(geometry));
        }

        return geometry switch
        {
            Point point => GeoShape.Of(Place(point.Coordinate)),
            LineString line => GeoShape.Of(Array.ConvertAll(line.Coordinates, Place)),
            MultiLineString lines => AntimeridianJoin.Line([.. lines.Geometries.Select(static line => Array.ConvertAll(line.Coordinates, Place))]),
            Polygon polygon => AntimeridianJoin.Polygons([Rings(polygon)]),
            MultiPolygon several => AntimeridianJoin.Polygons([.. several.Geometries.Cast<Polygon>().Select(Rings)]),
            _ => throw new ArgumentException($"A {geometry.GeometryType} is not converted; Point, LineString, Polygon and MultiPolygon are.", nameof(geometry)),
        };
    }

    /// <summary>A corridor along a NetTopologySuite line.</summary>
    /// <param name="line">The line in the middle.</param>
    /// <param name="width">Full width, metres.</param>
    /// <exception cref="ArgumentException">The line is empty or refused by <see cref="GeoCorridor"/>.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="width"/> is out of range.</exception>
    public static GeoCorridor ToGeoCorridor(this LineString line, double width)
    {
        ArgumentNullException.ThrowIfNull(line);
        return new GeoCorridor(Array.ConvertAll(line.Coordinates, Place), width);
    }

    private static GeoPolygon Follow(GeoCircle circle) =>
        new([.. Enumerable.Range(0, 360).Select(course => Geodesic.Destination(circle.Center, -course, circle.Radius))]);

    private static Geometry Line(List<GeoPoint[]> pieces)
    {
        var lines = pieces.ConvertAll(static piece => Factory.CreateLineString(Array.ConvertAll(piece, Coordinate)));
        return lines.Count == 1 ? lines[0] : Factory.CreateMultiLineString([.. lines]);
    }

    private static LinearRing Ring(GeoPoint[] ring) => Factory.CreateLinearRing(Array.ConvertAll([.. ring, ring[0]], Coordinate));

    private static List<GeoPoint[]> Rings(Polygon polygon) => [Open(polygon.ExteriorRing), .. polygon.InteriorRings.Select(Open)];

    private static GeoPoint[] Open(LineString ring) => Array.ConvertAll(ring.Coordinates[..^1], Place);

    private static Coordinate Coordinate(GeoPoint point) => new(point.Longitude, point.Latitude);

    private static GeoPoint Place(Coordinate coordinate) =>
        new(coordinate.Y, Math.Abs(coordinate.X) <= 540 ? Degrees.Normalize(coordinate.X) : double.NaN);
}
