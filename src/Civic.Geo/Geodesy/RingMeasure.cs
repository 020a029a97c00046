namespace Civic.Geo;

/// <summary>Adds up the edges of a ring (Karney 2013, section 6, with exact summation).</summary>
internal struct RingMeasure
{
    private double _perimeter;
    private double _area;
    private double _areaRest;
    private int _crossings;

    public void Add(GeoPoint from, GeoPoint to)
    {
        var edge = InverseProblem.Solve(from, to);
        _perimeter += edge.Distance;
        _area = Degrees.Sum(_area, edge.AreaToEquator(), out var rest);
        _areaRest += rest;
        _crossings += Crossing(from.Longitude, to.Longitude);
    }

    /// <summary>The sum over the edges before it is brought down to the smaller side, square metres.</summary>
    public readonly double Unreduced => _area + _areaRest;

    /// <summary>Perimeter and area; a ring that runs around a pole crosses the prime meridian an odd number of times.</summary>
    public readonly GeodesicRing Result()
    {
        var surface = Wgs84.Surface;
        var area = Math.IEEERemainder(_area, surface) + _areaRest;
        if ((_crossings & 1) != 0)
        {
            area += (area < 0 ? 1 : -1) * surface / 2;
        }

        area = -area;
        if (area > surface / 2)
        {
            area -= surface;
        }
        else if (area <= -surface / 2)
        {
            area += surface;
        }

        return new GeodesicRing(_perimeter, 0 + area);
    }

    /// <summary>+1 for an edge that crosses the prime meridian to the east, -1 to the west.</summary>
    private static int Crossing(double from, double to)
    {
        var difference = Degrees.Difference(from, to, out _);
        from = Degrees.Normalize(from);
        to = Degrees.Normalize(to);
        if (difference > 0)
        {
            return (from < 0 && to >= 0) || (from > 0 && to == 0) ? 1 : 0;
        }

        return difference < 0 && from >= 0 && to < 0 ? -1 : 0;
    }
}
