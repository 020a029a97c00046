using Civic.Geo.Geodesy;
using Civic.Testing;

namespace Civic.Geo.Areas;

public sealed class GeoCircleTests
{
    [Theory]
    [InlineData(37.5665, 126.978, 200)]
    [InlineData(0, 180, 1000)]
    [InlineData(64.1, -21.9, 20_000)]
    [InlineData(-54.8, -68.3, 150_000)]
    [InlineData(89.999, 20, 5_000)]
    [InlineData(-90, 0, 1_000_000)]
    [InlineData(20, -170, 9_000_000)]
    [InlineData(37.5665, 126.978, 160.9344)]
    public void Every_point_a_centimetre_inside_or_outside_is_told_apart(double latitude, double longitude, double radius)
    {
        var circle = new GeoCircle(new GeoPoint(latitude, longitude), radius);
        for (var i = 0; i < 3600; i++)
        {
            Assert.True(circle.Contains(Geodesic.Destination(circle.Center, i / 10.0, radius - 0.01)));
            Assert.False(circle.Contains(Geodesic.Destination(circle.Center, i / 10.0, radius + 0.01)));
            Assert.True(circle.Bounds.Contains(Geodesic.Destination(circle.Center, i / 10.0, radius)));
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(90)]
    [InlineData(180)]
    [InlineData(270)]
    public void The_boundary_itself_is_inside(double course)
    {
        foreach (var center in new[] { new GeoPoint(37.5665, 126.978), new GeoPoint(0, 180), new GeoPoint(-89.9999, 5) })
        {
            var circle = new GeoCircle(center, 500);
            var edge = Geodesic.Destination(center, course, 500);
            Assert.True(circle.Contains(edge));
            Assert.InRange(circle.SignedDistance(edge), -1e-6, 1e-6);
        }
    }

    [Fact]
    public void A_neighbour_over_the_antimeridian_is_near()
    {
        var circle = new GeoCircle(new GeoPoint(0, 179.999), 1000);
        Assert.True(circle.Contains(new GeoPoint(0, -179.999)));
        Assert.True(circle.Bounds.CrossesAntimeridian);
        Assert.False(circle.Contains(new GeoPoint(0, 0)));
        Assert.Equal(222.639, circle.SignedDistance(new GeoPoint(0, -179.999)) + 1000, 1e-3);
    }

    [Fact]
    public void The_corner_of_the_bounding_box_is_not_in_the_circle()
    {
        var circle = new GeoCircle(new GeoPoint(37.5, 127), 1000);
        var corner = Geodesic.Destination(circle.Center, 45, 1370);
        Assert.True(circle.Bounds.Contains(corner));
        Assert.False(circle.Contains(corner));
    }

    [Property(MaxTest = 1000, Arbitraries = typeof(Trips))]
    public void Membership_is_that_of_the_geodesic(Trip trip)
    {
        var circle = new GeoCircle(trip.Start, trip.OtherDistance);
        var end = trip.End(trip.Distance);
        Assert.Equal(Geodesic.Distance(trip.Start, end) <= trip.OtherDistance + 1e-6, circle.Contains(end));
        Assert.True(!circle.Contains(end) || circle.Bounds.Contains(end));
    }

    [Property(MaxTest = 2000, Arbitraries = typeof(Boxes))]
    public void A_box_called_inside_or_outside_is(GeoBounds box, Trip trip)
    {
        var circle = new GeoCircle(trip.Start, trip.Distance);
        AreaChecks.RelationHolds(circle, box);
    }

    [Theory]
    [InlineData(1, 0.5)]
    [InlineData(300, 0.5)]
    [InlineData(0.0001, 20)]
    [InlineData(1000, 30)]
    [InlineData(2_000_000, 1000)]
    [InlineData(9_500_000, 1000)]
    public void The_share_of_the_accuracy_circle_agrees_with_counting(double radius, double accuracy)
    {
        var circle = new GeoCircle(new GeoPoint(37.5, 127), radius);
        foreach (var offset in new[] { -0.9, -0.3, 0, 0.4, 0.95 })
        {
            var place = Geodesic.Destination(circle.Center, 70, Math.Max(0, radius + (offset * accuracy)));
            Assert.Equal(AreaChecks.CountedShare(circle, place, accuracy), circle.Overlap(place, accuracy), 0.01);
        }
    }

    [Fact]
    public void The_share_runs_from_all_to_nothing()
    {
        var circle = new GeoCircle(new GeoPoint(37.5, 127), 30);
        Assert.Equal(1, circle.Overlap(circle.Center, 0));
        Assert.Equal(1, circle.Overlap(circle.Center, 30));
        Assert.Equal(0.25, circle.Overlap(circle.Center, 60), 1e-9);
        Assert.Equal(0, circle.Overlap(Geodesic.Destination(circle.Center, 10, 81), 50));
        Assert.InRange(circle.Overlap(Geodesic.Destination(circle.Center, 10, 50), 50), 0.01, 0.25);
        Assert.Equal(0, circle.Overlap(new GeoPoint(double.NaN, 0), 50));
        Assert.Throws<ArgumentOutOfRangeException>(() => circle.Overlap(circle.Center, double.NaN));
    }

    [Theory]
    [InlineData(49_999, 50_001)]
    public void The_surface_is_continuous_where_the_formula_changes(double small, double large)
    {
        var center = new GeoPoint(51, 7);
        var inner = new GeoCircle(center, small).Area;
        var outer = new GeoCircle(center, large).Area;
        Assert.InRange(outer / inner, 1, 1.0001);
    }

    [Fact]
    public void A_circle_to_the_antipode_is_nearly_the_whole_earth()
    {
        var area = new GeoCircle(new GeoPoint(90, 0), 20_000_000).Area;
        Assert.InRange(area, 510_065_000_000_000, 510_065_621_724_088);
        Assert.Equal(510_065_621_724_088.4 / 2, new GeoCircle(new GeoPoint(-90, 0), 20_003_931.4586254 / 2).Area, 1e9);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    [InlineData(20_003_001)]
    public void A_radius_out_of_range_is_refused(double radius)
    {
        var refusal = Assert.Throws<ArgumentOutOfRangeException>(() => new GeoCircle(default, radius));
        Assert.Contains("more than 0", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_centre_that_is_no_place_is_refused() =>
        Assert.Throws<ArgumentException>(() => new GeoCircle(new GeoPoint(91, 0), 1));
}
