using Civic.Geo.Geodesy;
using Civic.Testing;

namespace Civic.Geo.Areas;

public sealed class GeoCorridorTests
{
    [Property(MaxTest = 300, Arbitraries = typeof(Stars))]
    public void A_centimetre_inside_and_outside_is_told_apart_beside_each_edge(Trip trip)
    {
        var length = Math.Min(trip.Distance, 2_000_000) + 10;
        var width = Math.Min(Math.Min(trip.OtherDistance, length) + 0.1, GeoCorridor.MaximumWidth);
        var end = Geodesic.Destination(trip.Start, trip.Course, length);
        var corridor = new GeoCorridor([trip.Start, end], width);
        var on = Geodesic.Direct(trip.Start, trip.Course, length * 0.37);
        foreach (var side in new[] { 90, -90 })
        {
            Assert.True(corridor.Contains(Geodesic.Destination(on.Point, on.FinalCourse + side, (width / 2) - 0.01)));
            Assert.False(corridor.Contains(Geodesic.Destination(on.Point, on.FinalCourse + side, (width / 2) + 0.01)));
        }

        Assert.True(corridor.Contains(Geodesic.Destination(trip.Start, trip.Course + 180, (width / 2) - 0.01)));
        Assert.False(corridor.Contains(Geodesic.Destination(trip.Start, trip.Course + 180, (width / 2) + 0.01)));
    }

    [Property(MaxTest = 100, Arbitraries = typeof(Stars))]
    public void The_distance_is_that_to_the_line_less_half_the_width(Star star, Trip trip)
    {
        var corridor = new GeoCorridor(star.Ring, star.Size / 5);
        var naive = star.Ring.Zip(star.Ring.Skip(1)).Min(edge => Nearest(edge.First, edge.Second, trip, star));
        var place = Geodesic.Destination(star.Center, trip.Course, star.Size);
        var step = star.Size * 2 / 40;
        Assert.InRange(corridor.SignedDistance(place) + (star.Size / 10), naive - step, (naive * 1.00001) + 1e-3);
        Assert.Equal(corridor.SignedDistance(place) <= 0, corridor.Contains(place));
        Assert.True(!corridor.Contains(place) || corridor.Bounds.Contains(place));
    }

    [Property(MaxTest = 300, Arbitraries = typeof(Stars))]
    public void A_box_called_inside_or_outside_is(Star star, GeoBounds box) =>
        AreaChecks.RelationHolds(new GeoCorridor(star.Ring, star.Size), box);

    [Fact]
    public void The_share_of_the_accuracy_circle_agrees_with_counting()
    {
        var start = new GeoPoint(37.5, 127);
        var corridor = new GeoCorridor([start, Geodesic.Destination(start, 60, 5000)], 30);
        var on = Geodesic.Destination(start, 60, 1000);
        foreach (var offset in new[] { 0.0, 10, 20, 60 })
        {
            var place = Geodesic.Destination(on, 150, offset);
            Assert.Equal(AreaChecks.CountedShare(corridor, place, 50), corridor.Overlap(place, 50), 0.02);
        }
    }

    [Fact]
    public void A_line_of_one_place_and_a_width_of_nothing_are_refused()
    {
        GeoPoint[] line = [new(0, 0), new(0, 1)];
        Assert.Throws<ArgumentException>(() => new GeoCorridor([new(1, 1), new(1, 1)], 10));
        Assert.Throws<ArgumentException>(() => new GeoCorridor([new(1, 1), new(double.NaN, 1)], 10));
        Assert.Throws<ArgumentOutOfRangeException>(() => new GeoCorridor(line, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new GeoCorridor(line, double.NaN));
    }

    private static double Nearest(GeoPoint from, GeoPoint to, Trip trip, Star star)
    {
        var place = Geodesic.Destination(star.Center, trip.Course, star.Size);
        var way = Geodesic.Inverse(from, to);
        return Enumerable.Range(0, 41).Min(i => Geodesic.Distance(place, Geodesic.Destination(from, way.InitialCourse, way.Distance * i / 40)));
    }
}
