namespace Civic.Geo;

/// <summary>
/// Shortest lines on the WGS 84 ellipsoid, right to 15 nm everywhere: near-antipodal points, poles and the antimeridian included.
/// </summary>
/// <remarks>
/// <para>The algorithms are those of C. F. F. Karney, "Algorithms for geodesics", Journal of Geodesy 87 (2013) 43-55,
/// doi 10.1007/s00190-012-0578-z, with series to order 6.</para>
/// <para>Nothing here throws and nothing allocates. NaN, an infinity or a latitude beyond ±90 gives NaN; longitudes and courses of
/// any size are reduced. Courses are degrees clockwise from true north and come back within ±180.</para>
/// </remarks>
public static class Geodesic
{
    /// <summary>Metres of the shortest way between two places, to 15 nm. About a microsecond.</summary>
    /// <param name="a">One place.</param>
    /// <param name="b">The other.</param>
    public static double Distance(GeoPoint a, GeoPoint b) => InverseProblem.Solve(a, b).Distance;

    /// <summary>Distance in metres and both courses in degrees of the shortest way from <paramref name="a"/> to <paramref name="b"/>.</summary>
    /// <remarks>Where several ways are the shortest (opposite poles, opposite points), one of them is given, always the same.</remarks>
    /// <param name="a">Start.</param>
    /// <param name="b">Destination.</param>
    public static GeodesicInverse Inverse(GeoPoint a, GeoPoint b)
    {
        var problem = InverseProblem.Solve(a, b);
        return new GeodesicInverse(problem.Distance, problem.InitialCourse.ToDegrees(), problem.FinalCourse.ToDegrees());
    }

    /// <summary>Place and course after going straight on.</summary>
    /// <param name="start">Start.</param>
    /// <param name="course">Degrees clockwise from true north.</param>
    /// <param name="distance">Metres, of any size; negative goes backwards.</param>
    public static GeodesicDirect Direct(GeoPoint start, double course, double distance) => new GeodesicLine(start, course).At(distance);

    /// <summary>Place after going straight on.</summary>
    /// <param name="start">Start.</param>
    /// <param name="course">Degrees clockwise from true north.</param>
    /// <param name="distance">Metres, of any size; negative goes backwards.</param>
    public static GeoPoint Destination(GeoPoint start, double course, double distance) => Direct(start, course, distance).Point;

    /// <summary>The place half-way on the shortest line.</summary>
    /// <param name="a">One end.</param>
    /// <param name="b">The other end.</param>
    public static GeoPoint Midpoint(GeoPoint a, GeoPoint b) => GeodesicLine.Between(a, b, out var distance).At(distance / 2).Point;

    /// <summary>Perimeter and signed area of a ring; the last point is joined to the first, repeated or not. Linear in the number of points.</summary>
    /// <remarks>A ring around a pole is measured rightly. Fewer than three points enclose nothing; an invalid point gives NaN.</remarks>
    /// <param name="ring">Corners in order; the edges are geodesics and must not cross.</param>
    public static GeodesicRing Measure(ReadOnlySpan<GeoPoint> ring)
    {
        var measure = default(RingMeasure);
        for (var i = 0; i < ring.Length; i++)
        {
            measure.Add(ring[i], ring[i + 1 < ring.Length ? i + 1 : 0]);
        }

        return measure.Result();
    }
}
