using Civic.Testing;

namespace Civic.Geo.Geodesy;

public sealed class GeodesicTests
{
    private const double Nanometres = 1e-9;

    [Property(MaxTest = 2000, Arbitraries = typeof(Places))]
    public void Going_the_way_found_leads_to_the_destination(GeoPoint a, GeoPoint b)
    {
        var way = Geodesic.Inverse(a, b);
        var reached = Geodesic.Direct(a, way.InitialCourse, way.Distance);
        Assert.InRange(Geodesic.Distance(b, reached.Point), 0, 40 * Nanometres);
    }

    [Property(MaxTest = 2000, Arbitraries = typeof(Places))]
    public void The_way_back_is_as_long(GeoPoint a, GeoPoint b) =>
        Assert.InRange(Geodesic.Distance(a, b) - Geodesic.Distance(b, a), -20 * Nanometres, 20 * Nanometres);

    [Property(MaxTest = 2000, Arbitraries = typeof(Places))]
    public void A_detour_is_never_shorter(GeoPoint a, GeoPoint b, GeoPoint c) =>
        Assert.True(Geodesic.Distance(a, c) <= Geodesic.Distance(a, b) + Geodesic.Distance(b, c) + (40 * Nanometres));

    [Property(MaxTest = 2000, Arbitraries = typeof(Places))]
    public void The_midpoint_is_as_far_from_both_ends(GeoPoint a, GeoPoint b)
    {
        var middle = Geodesic.Midpoint(a, b);
        var half = Geodesic.Distance(a, b) / 2;
        Assert.InRange(Geodesic.Distance(a, middle) - half, -40 * Nanometres, 40 * Nanometres);
        Assert.InRange(Geodesic.Distance(middle, b) - half, -40 * Nanometres, 40 * Nanometres);
    }

    [Property(MaxTest = 1000, Arbitraries = typeof(Places))]
    public void Whole_turns_of_longitude_change_nothing(GeoPoint a, GeoPoint b)
    {
        var turned = Geodesic.Distance(a with { Longitude = a.Longitude + 720 }, b with { Longitude = b.Longitude - 360 });
        Assert.InRange(turned - Geodesic.Distance(a, b), -1e-6, 1e-6);
    }

    [Property(MaxTest = 1000, Arbitraries = typeof(Places))]
    public void A_triangle_run_the_other_way_has_the_opposite_area(GeoPoint a, GeoPoint b, GeoPoint c)
    {
        // Between opposite points the shortest way is not unique, and the other one encloses another area.
        const double Unique = 20_003_000;
        if (Geodesic.Distance(a, b) > Unique || Geodesic.Distance(b, c) > Unique || Geodesic.Distance(c, a) > Unique)
        {
            return;
        }

        var there = Geodesic.Measure([a, b, c]);
        var back = Geodesic.Measure([c, b, a]);
        Assert.Equal(there.Perimeter, back.Perimeter, 1e-6);
        var gap = Math.Abs(Math.IEEERemainder(there.SignedArea + back.SignedArea, 510_065_621_724_088.44));
        Assert.InRange(gap, 0, 20);
    }

    [Theory]
    [InlineData(double.NaN, 0)]
    [InlineData(0, double.NaN)]
    [InlineData(90.0001, 0)]
    [InlineData(double.PositiveInfinity, 0)]
    [InlineData(0, double.NegativeInfinity)]
    public void What_is_no_place_gives_no_number(double latitude, double longitude)
    {
        var nowhere = new GeoPoint(latitude, longitude);
        var somewhere = new GeoPoint(37.5, 127);
        Assert.Equal(double.NaN, Geodesic.Distance(nowhere, somewhere));
        Assert.Equal(double.NaN, Geodesic.Inverse(somewhere, nowhere).InitialCourse);
        Assert.False(Geodesic.Destination(nowhere, 45, 1000).IsValid);
        Assert.False(Geodesic.Destination(somewhere, double.NaN, 1000).IsValid);
        Assert.False(Geodesic.Midpoint(somewhere, nowhere).IsValid);
        Assert.Equal(double.NaN, Geodesic.Measure([somewhere, nowhere, new GeoPoint(1, 1)]).SignedArea);
    }

    [Fact]
    public void A_tenth_of_a_mile_is_not_lost_in_rounding()
    {
        var start = new GeoPoint(37.5665, 126.978);
        for (var course = 0; course < 360; course++)
        {
            Assert.Equal(160.9344, Geodesic.Distance(start, Geodesic.Destination(start, course, 160.9344)), 20 * Nanometres);
        }
    }

    [Fact]
    public void Nothing_is_allocated()
    {
        GeoPoint a = new(37.5, 127), b = new(-37.4, -53.2);
        Geodesic.Inverse(a, b);
        Geodesic.Midpoint(a, b);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Geodesic.Inverse(a, b);
        Geodesic.Midpoint(a, b);
        Geodesic.Measure([a, b, default]);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }
}
