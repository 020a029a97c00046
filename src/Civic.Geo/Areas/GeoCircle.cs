namespace Civic.Geo;

/// <summary>Every place within a geodesic distance of a centre.</summary>
/// <remarks>
/// Membership is that of the geodesic; a place within a micrometre of the edge counts as on it, which absorbs the rounding of
/// coordinates. Circles of any size up to the whole Earth, over the antimeridian and around the poles.
/// </remarks>
public sealed class GeoCircle : GeoArea
{
    /// <summary>The greatest radius, metres: nearly from pole to pole.</summary>
    public const double MaximumRadius = 20_003_000;

    /// <summary>Metres beyond the radius that still count as on the boundary.</summary>
    internal const double Tolerance = 1e-6;

    private readonly LocalMetric _metric;

    /// <summary>Makes a circle.</summary>
    /// <param name="center">Its middle.</param>
    /// <param name="radius">Metres, above 0 and at most <see cref="MaximumRadius"/>.</param>
    /// <exception cref="ArgumentException"><paramref name="center"/> is not a place.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="radius"/> is out of range or NaN.</exception>
    public GeoCircle(GeoPoint center, double radius)
    {
        GeoPoint.ThrowIfInvalid(center, nameof(center));
        if (!(radius > 0 && radius <= MaximumRadius))
        {
            throw new ArgumentOutOfRangeException(nameof(radius), radius, "The radius of a circle is more than 0 and at most 20,003,000 metres.");
        }

        Center = center;
        Radius = radius;
        _metric = new LocalMetric(center);
        Bounds = AreaBounds.Around(center, radius + Tolerance);
    }

    /// <summary>The middle.</summary>
    public GeoPoint Center { get; }

    /// <summary>Metres from the middle to the edge.</summary>
    public double Radius { get; }

    /// <inheritdoc/>
    public override GeoBounds Bounds { get; }

    /// <summary>
    /// Surface in square metres, right to 1 part in a million; computed at each call, in about a millisecond above 50 km.
    /// For radii over 19,900 km, where geodesics from the centre begin to meet, right to 1 part in 10,000.
    /// </summary>
    public override double Area => CircleSurface.Of(Center, Radius);

    /// <inheritdoc/>
    public override bool Contains(GeoPoint point) => point.IsValid && _metric.Within(point, Radius + Tolerance);

    /// <inheritdoc/>
    public override double SignedDistance(GeoPoint point) => point.IsValid ? _metric.Distance(point) - Radius : double.NaN;

    /// <inheritdoc/>
    public override AreaRelation Relate(in GeoBounds box)
    {
        if (!AreaBounds.Meet(Bounds, box))
        {
            return AreaRelation.Outside;
        }

        var halfDiagonal = AreaBounds.HalfDiagonal(box);
        var toMiddle = _metric.Distance(AreaBounds.Middle(box));
        if (toMiddle - halfDiagonal > Radius + 1)
        {
            return AreaRelation.Outside;
        }

        if (toMiddle + halfDiagonal < Radius)
        {
            return AreaRelation.Inside;
        }

        return HoldsCorners(box) ? AreaRelation.Inside : AreaRelation.Mixed;
    }

    /// <inheritdoc/>
    /// <remarks>The lens formula in the tangent plane: right to 0.1 % for accuracies up to 50 km.</remarks>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="accuracy"/> is negative or NaN.</exception>
    public override double Overlap(GeoPoint center, double accuracy)
    {
        ThrowIfNoAccuracy(accuracy);
        if (!center.IsValid)
        {
            return 0;
        }

        return accuracy == 0 ? (Contains(center) ? 1 : 0) : CircleShare.Of(_metric.Distance(center) - Radius, Radius, accuracy);
    }

    /// <summary>
    /// Whether the corners, and with them the box, are inside: the distance from the centre grows along a parallel away from its meridian and
    /// is convex along meridians, as long as nothing is near the other side of the Earth.
    /// </summary>
    private bool HoldsCorners(in GeoBounds box) =>
        Radius < 9_000_000
        && !new GeoBounds(-90, box.West, 90, box.East).Contains(new GeoPoint(0, Center.Longitude > 0 ? Center.Longitude - 180 : Center.Longitude + 180))
        && _metric.Within(new GeoPoint(box.South, box.West), Radius)
        && _metric.Within(new GeoPoint(box.South, box.East), Radius)
        && _metric.Within(new GeoPoint(box.North, box.West), Radius)
        && _metric.Within(new GeoPoint(box.North, box.East), Radius);
}
