namespace Civic.Geo;

/// <summary>
/// A circle within an area and one around it, told apart on a flat map in a few operations. What lies between the two is left to
/// exact geometry, so the map need not be right, only never wrong by more than it allows for.
/// </summary>
internal readonly struct RoughShape
{
    private const double EarthRadius = 6_350_000;

    // Beyond these the flat map is not asked.
    private const double LargestRadius = 50_000;
    private const double HighestLatitude = 80;

    private readonly uint _row;
    private readonly uint _column;
    private readonly float _metresARow;
    private readonly float _metresAColumn;
    private readonly float _inside;
    private readonly float _outside;

    private RoughShape(GeoPoint center, double inner, double outer)
    {
        (_row, _column) = (Grid32.Row(center.Latitude), Grid32.Column(center.Longitude));
        var (sine, cosine) = Math.SinCos(double.DegreesToRadians(center.Latitude));
        var curve = 1 - (Wgs84.Eccentricity2 * sine * sine);
        var normal = Wgs84.EquatorialRadius / Math.Sqrt(curve);
        _metresARow = (float)(Grid32.RadiansARow * normal * (1 - Wgs84.Eccentricity2) / curve);
        _metresAColumn = (float)(Grid32.RadiansAColumn * normal * cosine);
        (inner, outer) = (inner - Slack(inner, sine / cosine), outer + Slack(outer, sine / cosine));
        _inside = inner > 0 ? (float)(inner * inner) : -1;
        _outside = (float)(outer * outer);
    }

    private RoughShape(float inside, float outside) => (_inside, _outside) = (inside, outside);

    /// <summary>Says of every place that it is inside.</summary>
    public static RoughShape Everywhere => new(float.PositiveInfinity, float.PositiveInfinity);

    /// <summary>Leaves every place to exact geometry.</summary>
    public static RoughShape Unknown => new(-1, float.PositiveInfinity);

    /// <summary>Whether any place can be told without exact geometry.</summary>
    public bool IsKnown => _outside < float.PositiveInfinity;

    /// <summary>The rough shape of an area for questions about all within <paramref name="margin"/> metres of a place.</summary>
    public static RoughShape Of(GeoArea area, double margin)
    {
        var bounds = area.Bounds;
        var circle = area as GeoCircle;
        if (circle is null && bounds.CrossesAntimeridian)
            return Unknown;
        var middle = circle?.Center ?? new GeoPoint((bounds.South + bounds.North) / 2, (bounds.West + bounds.East) / 2);
        if (Math.Abs(middle.Latitude) > HighestLatitude)
            return Unknown;
        var inner = circle?.Radius ?? -area.SignedDistance(middle);
        var outer = circle?.Radius ?? Math.Max(
            Geodesic.Distance(middle, new GeoPoint(bounds.South, bounds.West)), Geodesic.Distance(middle, new GeoPoint(bounds.North, bounds.West)));
        return outer + margin <= LargestRadius ? new RoughShape(middle, inner - margin, outer + margin) : Unknown;
    }

    /// <summary>Square metres on the flat map.</summary>
    public float SquareDistance(uint row, uint column)
    {
        // Differences that run over the antimeridian come out right by themselves.
        var north = (int)(row - _row) * _metresARow;
        var east = (int)(column - _column) * _metresAColumn;
        return (north * north) + (east * east);
    }

    /// <summary>Whether all within the margin of a place at that distance is inside.</summary>
    public bool IsInside(float squareDistance) => squareDistance < _inside;

    /// <summary>Whether nothing within the margin of a place at that distance is inside.</summary>
    public bool IsOutside(float squareDistance) => squareDistance > _outside;

    /// <summary>
    /// What the map may be wrong by at a distance: parallels shorten by the tangent of the latitude for each radius of the Earth, all
    /// else is of higher order; what single precision rounds; and the steps of the grid.
    /// </summary>
    private static double Slack(double distance, double tangent) =>
        (distance * distance / EarthRadius * (1 + Math.Abs(tangent))) + (Math.Abs(distance) * 1e-6) + 0.03;
}
