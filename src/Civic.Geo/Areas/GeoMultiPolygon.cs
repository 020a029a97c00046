namespace Civic.Geo;

/// <summary>Several polygons as one area: a district with islands.</summary>
/// <remarks>A place is inside when it is inside one of them. They should not overlap: what they share counts twice in <see cref="Area"/>.</remarks>
public sealed class GeoMultiPolygon : GeoArea
{
    private readonly GeoPolygon[] _polygons;

    /// <summary>Joins polygons.</summary>
    /// <param name="polygons">One or more.</param>
    /// <exception cref="ArgumentException">There is none.</exception>
    public GeoMultiPolygon(ReadOnlySpan<GeoPolygon> polygons)
    {
        if (polygons.IsEmpty)
        {
            throw new ArgumentException("A multipolygon needs at least one polygon.", nameof(polygons));
        }

        _polygons = polygons.ToArray();
        foreach (var polygon in _polygons)
        {
            ArgumentNullException.ThrowIfNull(polygon, nameof(polygons));
        }

        Bounds = _polygons.Skip(1).Aggregate(_polygons[0].Bounds, static (box, polygon) => AreaBounds.Join(box, polygon.Bounds));
    }

    /// <summary>The polygons as given.</summary>
    public ReadOnlySpan<GeoPolygon> Polygons => _polygons;

    /// <inheritdoc/>
    public override GeoBounds Bounds { get; }

    /// <inheritdoc/>
    public override double Area => _polygons.Sum(static polygon => polygon.Area);

    /// <inheritdoc/>
    /// <remarks>One comparison of boxes a polygon, then those that are left.</remarks>
    public override bool Contains(GeoPoint point)
    {
        if (!point.IsValid)
        {
            return false;
        }

        foreach (var polygon in _polygons)
        {
            if (polygon.Bounds.Contains(point) && polygon.Contains(point))
            {
                return true;
            }
        }

        return false;
    }

    /// <inheritdoc/>
    public override double SignedDistance(GeoPoint point)
    {
        var least = double.NaN;
        foreach (var polygon in _polygons)
        {
            var distance = polygon.SignedDistance(point);
            least = distance < least || double.IsNaN(least) ? distance : least;
        }

        return least;
    }

    /// <inheritdoc/>
    public override AreaRelation Relate(in GeoBounds box)
    {
        var relation = AreaRelation.Outside;
        foreach (var polygon in _polygons)
        {
            switch (polygon.Relate(box))
            {
                case AreaRelation.Inside:
                    return AreaRelation.Inside;
                case AreaRelation.Mixed:
                    relation = AreaRelation.Mixed;
                    break;
            }
        }

        return relation;
    }

    /// <inheritdoc/>
    /// <remarks>The sum over the polygons, with the errors of <see cref="GeoPolygon.Overlap"/>.</remarks>
    public override double Overlap(GeoPoint center, double accuracy)
    {
        double share = 0;
        foreach (var polygon in _polygons)
        {
            share += polygon.Overlap(center, accuracy);
        }

        return Math.Min(1, share);
    }
}
