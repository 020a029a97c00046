namespace Civic.Geo;

/// <summary>What a <see cref="GeoShape"/> is.</summary>
public enum GeoShapeKind
{
    /// <summary>A single place.</summary>
    Point,

    /// <summary>A line of geodesics.</summary>
    LineString,

    /// <summary>A polygon.</summary>
    Polygon,

    /// <summary>Several polygons.</summary>
    MultiPolygon,
}
