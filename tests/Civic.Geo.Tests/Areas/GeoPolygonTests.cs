using Civic.Geo.Geodesy;
using Civic.Testing;

namespace Civic.Geo.Areas;

public sealed class GeoPolygonTests
{
    [Property(MaxTest = 50, Arbitraries = typeof(Stars))]
    public void Inside_is_where_the_boundary_goes_all_round(Star star, Trip trip)
    {
        var polygon = new GeoPolygon(star.Ring);
        var naive = new NaiveRing(star.Ring, 20);
        for (var i = 0; i < 8; i++)
        {
            var place = Geodesic.Destination(star.Center, trip.Course + (i * 45), star.Size * (0.1 + (i * 0.13)));
            if (naive.Distance(place) > naive.LongestStep / 2)
            {
                Assert.Equal(naive.Contains(place), polygon.Contains(place));
            }
        }
    }

    [Property(MaxTest = 150, Arbitraries = typeof(Stars))]
    public void A_centimetre_to_either_side_of_an_edge_is_told_apart(Star star, Trip trip)
    {
        var ring = star.Ring;
        var polygon = new GeoPolygon(ring);
        for (var i = 0; i < ring.Length; i++)
        {
            var way = Geodesic.Inverse(ring[i], ring[(i + 1) % ring.Length]);
            var part = 0.1 + (trip.Course % 1 * 0.8);
            var on = Geodesic.Direct(ring[i], way.InitialCourse, way.Distance * part);
            var toTheInside = on.FinalCourse + (star.Clockwise ? 90 : -90);
            Assert.True(polygon.Contains(on.Point));
            Assert.True(polygon.Contains(Geodesic.Destination(on.Point, toTheInside, 0.01)));
            Assert.False(polygon.Contains(Geodesic.Destination(on.Point, toTheInside, -0.01)));
            Assert.Equal(0.01, polygon.SignedDistance(Geodesic.Destination(on.Point, toTheInside, -0.01)), 1e-4);
        }
    }

    [Property(MaxTest = 150, Arbitraries = typeof(Stars))]
    public void Corners_and_edges_are_inside_and_in_the_bounds(Star star)
    {
        var polygon = new GeoPolygon(star.Ring);
        foreach (var corner in star.Ring)
        {
            Assert.True(polygon.Contains(corner));
            Assert.True(polygon.Bounds.Contains(corner), $"{corner} {polygon.Bounds}");
            Assert.InRange(polygon.SignedDistance(corner), -1e-4, 1e-4);
        }
    }

    [Property(MaxTest = 40, Arbitraries = typeof(Stars))]
    public void The_distance_is_that_to_the_nearest_point_and_negative_inside(Star star, Trip trip)
    {
        var polygon = new GeoPolygon(star.Ring);
        var naive = new NaiveRing(star.Ring, 50);
        var place = Geodesic.Destination(star.Center, trip.Course, star.Size * (trip.OtherDistance % 3));
        var distance = polygon.SignedDistance(place);
        var nearest = naive.Distance(place);
        Assert.Equal(distance <= 0, polygon.Contains(place));
        Assert.InRange(Math.Abs(distance), nearest - (naive.LongestStep / 2) - 1e-3, (nearest * 1.00001) + 1e-3);
    }

    [Property(MaxTest = 200, Arbitraries = typeof(Stars))]
    public void A_box_called_inside_or_outside_is(Star star, GeoBounds box, Trip trip)
    {
        var polygon = new GeoPolygon(star.Ring);
        AreaChecks.RelationHolds(polygon, box);
        var size = star.Size / 111_000 * 0.2;
        var near = Geodesic.Destination(star.Center, trip.Course, star.Size * 0.5);
        var (south, west) = (near.Latitude, near.Longitude);
        var east = west + size > 180 ? west + size - 360 : west + size;
        AreaChecks.RelationHolds(polygon, new GeoBounds(south, west, Math.Min(90, south + size), east));
    }

    [Property(MaxTest = 25, Arbitraries = typeof(Stars))]
    public void The_share_of_the_accuracy_circle_agrees_with_counting(Star star, Trip trip)
    {
        var size = Math.Min(star.Size, 3000);
        var polygon = new GeoPolygon((star with { Size = size }).Ring);
        var place = Geodesic.Destination(star.Center, trip.Course, size * (trip.OtherDistance % 1.2));
        var accuracy = size * (0.05 + (trip.Distance % 0.8));
        Assert.Equal(AreaChecks.CountedShare(polygon, place, accuracy), polygon.Overlap(place, accuracy), 0.025);
    }

    [Property(MaxTest = 80, Arbitraries = typeof(Stars))]
    public void A_hole_takes_away_its_inside_but_not_its_edge(Star star)
    {
        var hole = star.Scaled(0.5);
        var polygon = new GeoPolygon(star.Ring, hole);
        Assert.False(polygon.Contains(star.Center));
        Assert.All(hole, corner => Assert.True(polygon.Contains(corner)));
        Assert.Equal(new GeoPolygon(star.Ring).Area - new GeoPolygon(hole).Area, polygon.Area, 1.0);
        var between = Geodesic.Destination(star.Center, 0, star.Arms[0] * star.Size * 0.9);
        Assert.True(polygon.Contains(between));
    }

    [Fact]
    public void A_polygon_around_the_pole_holds_the_pole()
    {
        var polygon = new GeoPolygon([new(89, 0), new(89, 90), new(89, 180), new(89, 270 - 360)]);
        Assert.True(polygon.Contains(new GeoPoint(89.9, 45)));
        Assert.False(polygon.Contains(new GeoPoint(88.9, 45)));
        Assert.True(polygon.Contains(new GeoPoint(90, 0)));
        Assert.Equal(24952305678.0, polygon.Area, 1.0);
        Assert.Equal(90, polygon.Bounds.North);
        Assert.InRange(polygon.SignedDistance(new GeoPoint(90, 0)), -79_500, -78_000);
    }

    [Fact]
    public void A_polygon_around_the_south_pole_holds_that_one()
    {
        var polygon = new GeoPolygon([new(-70, 0), new(-75, 120), new(-65, -120)]);
        Assert.True(polygon.Contains(new GeoPoint(-90, 12)));
        Assert.False(polygon.Contains(new GeoPoint(90, 12)));
        Assert.False(polygon.Contains(new GeoPoint(-60, 12)));
        Assert.Equal(-90, polygon.Bounds.South);
    }

    [Fact]
    public void A_triangle_with_a_corner_at_the_pole_is_an_eighth_of_the_earth()
    {
        var polygon = new GeoPolygon([new(90, 0), new(0, 0), new(0, 90)]);
        Assert.Equal(63758202715511.0, polygon.Area, 1.0);
        Assert.True(polygon.Contains(new GeoPoint(45, 45)));
        Assert.True(polygon.Contains(new GeoPoint(90, -100)));
        Assert.True(polygon.Contains(new GeoPoint(89.9, 89)));
        Assert.False(polygon.Contains(new GeoPoint(89.9, 91)));
        Assert.False(polygon.Contains(new GeoPoint(-1, 45)));
        Assert.True(polygon.Contains(new GeoPoint(0, 45)));
    }

    [Fact]
    public void A_lune_from_pole_to_pole_holds_its_meridians()
    {
        var polygon = new GeoPolygon([new(90, 0), new(0, 10), new(-90, 0), new(0, 30)]);
        foreach (var latitude in new[] { -89.0, -30, 0, 60, 89.5 })
        {
            Assert.True(polygon.Contains(new GeoPoint(latitude, 20)));
            Assert.False(polygon.Contains(new GeoPoint(latitude, 9)));
            Assert.False(polygon.Contains(new GeoPoint(latitude, -160)));
        }
    }

    [Fact]
    public void An_edge_over_the_pole_is_followed()
    {
        var polygon = new GeoPolygon([new(80, 0), new(80, 180), new(80, 90)]);
        Assert.True(polygon.Contains(new GeoPoint(89, 90)));
        Assert.False(polygon.Contains(new GeoPoint(89, -90)));
        Assert.True(polygon.Contains(new GeoPoint(90, 33)));
    }

    [Fact]
    public void A_fence_over_the_antimeridian_is_one_fence()
    {
        var polygon = new GeoPolygon([new(-1, 179), new(-1, -179), new(1, -179), new(1, 179)]);
        Assert.True(polygon.Contains(new GeoPoint(0, 180)));
        Assert.True(polygon.Contains(new GeoPoint(0, -180)));
        Assert.True(polygon.Contains(new GeoPoint(0, -179.5)));
        Assert.False(polygon.Contains(new GeoPoint(0, 178.9)));
        Assert.False(polygon.Contains(new GeoPoint(0, 0)));
        Assert.True(polygon.Bounds.CrossesAntimeridian);
    }

    [Fact]
    public void A_long_edge_is_a_geodesic_and_bulges_towards_the_pole()
    {
        var polygon = new GeoPolygon([new(40, -100), new(40, -60), new(20, -60), new(20, -100)]);
        Assert.True(polygon.Contains(new GeoPoint(41.5, -80)));
        Assert.False(polygon.Contains(new GeoPoint(42, -80)));
        Assert.False(polygon.Contains(new GeoPoint(20.5, -80)));
    }

    [Fact]
    public void Ten_thousand_corners_are_told_apart_like_a_circle()
    {
        var center = new GeoPoint(37.5, 127);
        var polygon = new GeoPolygon([.. Enumerable.Range(0, 10_000).Select(i => Geodesic.Destination(center, i * 0.036, 20_000))]);
        for (var i = 0; i < 3600; i++)
        {
            Assert.True(polygon.Contains(Geodesic.Destination(center, i / 10.0, 19_999.98)));
            Assert.False(polygon.Contains(Geodesic.Destination(center, i / 10.0, 20_000.01)));
        }
    }

    [Fact]
    public void Questions_do_not_allocate()
    {
        var polygon = new GeoPolygon([new(37.4, 126.9), new(37.4, 127.1), new(37.6, 127.1), new(37.6, 126.9)]);
        GeoPoint near = new(37.4005, 127), inside = new(37.5, 127);
        Ask();
        var before = GC.GetAllocatedBytesForCurrentThread();
        Ask();
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());

        void Ask()
        {
            polygon.Contains(near);
            polygon.SignedDistance(inside);
            polygon.Overlap(near, 100);
            polygon.Relate(new GeoBounds(37.4, 127, 37.41, 127.01));
        }
    }
}
