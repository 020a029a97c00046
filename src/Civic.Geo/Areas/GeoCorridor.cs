namespace Civic.Geo;

/// <summary>Every place within half a width of a line of geodesics: a road, a route, a river bank. The ends are round.</summary>
/// <remarks>Membership is that of the geodesic distance to the line; a micrometre beyond still counts as the boundary.</remarks>
public sealed class GeoCorridor : GeoArea
{
    /// <summary>The greatest width, metres.</summary>
    public const double MaximumWidth = 2_000_000;

    private readonly GeoPoint[] _line;
    private readonly NearestEdge _edges;
    private readonly double _length;

    /// <summary>Makes a corridor.</summary>
    /// <param name="line">Two or more places; equal neighbours are taken once.</param>
    /// <param name="width">Full width in metres, above 0 and at most <see cref="MaximumWidth"/>.</param>
    /// <exception cref="ArgumentException">The line has fewer than two different places, or a place is none.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="width"/> is out of range or NaN.</exception>
    public GeoCorridor(ReadOnlySpan<GeoPoint> line, double width)
    {
        if (!(width > 0 && width <= MaximumWidth))
        {
            throw new ArgumentOutOfRangeException(nameof(width), width, "The width of a corridor is more than 0 and at most 2,000,000 metres.");
        }

        _line = RingRules.WithoutRepeats(line, nameof(line));
        if (_line.Length < 2)
        {
            throw new ArgumentException("A corridor needs a line of at least two different places.", nameof(line));
        }

        Width = width;
        var cutter = new EdgeCutter();
        cutter.AddLine(_line);
        _edges = new NearestEdge(cutter.Pieces);
        _length = cutter.Pieces.Sum(static piece => piece.Length);
        Bounds = cutter.Pieces.Aggregate(default(GeoBounds?), (box, piece) => Joined(box, AreaBounds.Around(piece.Middle, (piece.Length + width) / 2)))!.Value;
    }

    /// <summary>The line in the middle.</summary>
    public ReadOnlySpan<GeoPoint> Line => _line;

    /// <summary>Full width in metres.</summary>
    public double Width { get; }

    /// <inheritdoc/>
    public override GeoBounds Bounds { get; }

    /// <summary>Length times width plus the round ends, square metres. Where the corridor bends or meets itself, what it covers twice counts twice.</summary>
    public override double Area => (_length * Width) + (Math.PI * Width * Width / 4);

    /// <inheritdoc/>
    /// <remarks>Linear in the length of the line, at about 1 ns per 80 km or 8 edges; then a few edges in full.</remarks>
    public override bool Contains(GeoPoint point) =>
        point.IsValid && Bounds.Contains(point) && _edges.Within(point, (Width / 2) + GeoCircle.Tolerance);

    /// <summary>
    /// Metres from <paramref name="point"/> to the boundary: negative inside, positive outside; NaN for an invalid point. Inside, where the
    /// corridor bends or meets itself, the boundary may be farther than this says. Right to 0.1 mm up to 20 km from the line, then to 1 part in 100,000.
    /// </summary>
    /// <param name="point">A place.</param>
    public override double SignedDistance(GeoPoint point) => point.IsValid ? _edges.Distance(point) - (Width / 2) : double.NaN;

    /// <inheritdoc/>
    public override AreaRelation Relate(in GeoBounds box)
    {
        if (!AreaBounds.Meet(Bounds, box))
        {
            return AreaRelation.Outside;
        }

        var halfDiagonal = AreaBounds.HalfDiagonal(box);
        var distance = _edges.Distance(AreaBounds.Middle(box));
        var slack = 1 + (distance * 2e-5);
        if (distance - slack - halfDiagonal > Width / 2)
        {
            return AreaRelation.Outside;
        }

        return distance + slack + halfDiagonal < Width / 2 ? AreaRelation.Inside : AreaRelation.Mixed;
    }

    /// <inheritdoc/>
    /// <remarks>
    /// Counts 1,024 points of equal weight where the boundary is near: to 2 %; a few hundred microseconds. Elsewhere exact at once.
    /// </remarks>
    public override double Overlap(GeoPoint center, double accuracy)
    {
        ThrowIfNoAccuracy(accuracy);
        if (!center.IsValid)
        {
            return 0;
        }

        if (accuracy == 0)
        {
            return Contains(center) ? 1 : 0;
        }

        var distance = SignedDistance(center);
        return distance >= accuracy ? 0 : distance <= -accuracy ? 1 : CountedShare.Of(this, center, accuracy);
    }

    private static GeoBounds? Joined(GeoBounds? box, GeoBounds other) => box is { } first ? AreaBounds.Join(first, other) : other;
}
