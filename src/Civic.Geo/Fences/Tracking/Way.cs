namespace Civic.Geo;

/// <summary>The geodesic from one fix to the next.</summary>
internal readonly struct Way
{
    // What may be missed of a fence that the way only grazes: the way is nowhere deeper inside than this.
    private const double Graze = 0.005;

    private readonly GeoPoint _from;
    private readonly GeoPoint _to;
    private readonly GeodesicInverse _line;

    public Way(GeoPoint from, GeoPoint to)
    {
        (_from, _to) = (from, to);
        _line = Geodesic.Inverse(from, to);
    }

    /// <summary>A box that holds all of it: none of its points is farther from its middle than its ends.</summary>
    public GeoBounds Bounds => Box.Around(At(_line.Distance / 2), _line.Distance / 2);

    /// <summary>Whether both ends are outside an area and some point between is inside by more than 5 mm.</summary>
    public bool PassesThrough(GeoArea area)
    {
        var (first, last) = (area.SignedDistance(_from), area.SignedDistance(_to));
        return first > 0 && last > 0 && PassesThrough(area, 0, first, _line.Distance, last);
    }

    /// <summary>
    /// The distance to a boundary changes by at most one metre a metre of way. So a stretch whose ends are together farther from
    /// it than the stretch is long cannot reach it; any other is halved.
    /// </summary>
    private bool PassesThrough(GeoArea area, double start, double atStart, double end, double atEnd)
    {
        if ((atStart + atEnd - (end - start)) / 2 > -Graze)
            return false;
        var middle = (start + end) / 2;
        var atMiddle = area.SignedDistance(At(middle));
        return atMiddle <= 0
            || PassesThrough(area, start, atStart, middle, atMiddle)
            || PassesThrough(area, middle, atMiddle, end, atEnd);
    }

    private GeoPoint At(double distance) => Geodesic.Destination(_from, _line.InitialCourse, distance);
}
