using System.Runtime.Intrinsics;
using Civic.Testing;
using FsCheck;
using FsCheck.Fluent;

namespace Civic.Geo.Geodesy;

public sealed class LocalMetricTests
{
    [Property(MaxTest = 5000, Arbitraries = typeof(Trips))]
    public void The_stated_error_holds_at_every_latitude(Trip trip)
    {
        var metric = new LocalMetric(trip.Start);
        var end = trip.End(Math.Min(trip.Distance, metric.Reach));
        var exact = Geodesic.Distance(trip.Start, end);
        Assert.InRange(metric.Distance(end) - exact, -metric.ErrorBound(exact), metric.ErrorBound(exact));
    }

    [Property(MaxTest = 3000, Arbitraries = typeof(Trips))]
    public void Within_is_what_the_geodesic_says(Trip trip)
    {
        var metric = new LocalMetric(trip.Start);
        var end = trip.End(trip.Distance);
        var exact = Geodesic.Distance(trip.Start, end);
        Assert.True(metric.Within(end, exact));
        Assert.False(metric.Within(end, Math.BitDecrement(exact)));
        Assert.Equal(exact <= trip.OtherDistance, metric.Within(end, trip.OtherDistance));
    }

    [Theory]
    [InlineData(2_000, 2e-8)]
    [InlineData(5_000, 2e-7)]
    [InlineData(20_000, 9e-6)]
    [InlineData(150_000, 6e-3)]
    public void City_distances_are_far_better_than_a_centimetre(double distance, double metres)
    {
        for (var latitude = -60.0; latitude <= 60; latitude += 2.5)
        {
            Assert.InRange(new LocalMetric(new GeoPoint(latitude, 179.99)).ErrorBound(distance), 0, metres);
        }
    }

    [Fact]
    public void Four_points_at_once_are_the_same_as_one_by_one()
    {
        var metric = new LocalMetric(new GeoPoint(37.5665, 126.978));
        var latitudes = Vector256.Create(37.5, 37.6, 37.5665, 37.0);
        var longitudes = Vector256.Create(127.0, 126.9, 126.978, 127.5);
        var squares = metric.SquaresNearby(latitudes, longitudes);
        for (var i = 0; i < 4; i++)
        {
            Assert.Equal(metric.SquareNearby(latitudes[i], longitudes[i]), squares[i], 1e-3);
            Assert.Equal(metric.Distance(new GeoPoint(latitudes[i], longitudes[i])), Math.Sqrt(squares[i]), 1e-6);
        }
    }

    [Fact]
    public void Nothing_is_within_reach_of_no_place()
    {
        foreach (var nowhere in new[] { new GeoPoint(double.NaN, 0), new GeoPoint(90.1, 0), new GeoPoint(double.PositiveInfinity, 0) })
        {
            Assert.False(new LocalMetric(nowhere).Within(new GeoPoint(90, 0), 1e6));
            Assert.False(new LocalMetric(new GeoPoint(90, 0)).Within(nowhere, 1e6));
            Assert.Equal(double.NaN, new LocalMetric(nowhere).Distance(default));
        }
    }
}

public sealed record Trip(GeoPoint Start, double Course, double Distance, double OtherDistance)
{
    public GeoPoint End(double distance) => Geodesic.Destination(Start, Course, distance);
}

public static class Trips
{
    public static Arbitrary<Trip> Trip()
    {
        var distance = Places.Number(-1, 6.5).Select(static power => Math.Pow(10, power));
        return (from start in Places.Place().Generator
                from course in Places.Number(0, 360)
                from metres in distance
                from other in distance
                select new Trip(start, course, metres, other)).ToArbitrary();
    }
}
