using System.Buffers;
using NodaTime;

namespace Civic.Geo.Tests.Fences;

/// <summary>The known faults of fence systems, each as a story with a known end.</summary>
public class FenceScenarioTests
{
    private static readonly GeoPoint Origin = new(0, 0);

    [Fact]
    public void A_device_that_jitters_at_the_boundary_enters_once_and_never_leaves()
    {
        var watch = new FenceWatch();
        watch.Set(1, new GeoCircle(FenceWatch.CityHall, 200), new FenceRules { MinimumDistance = 10 });
        for (var i = 0; i < 10; i++)
            watch.Fix(7, FenceWatch.Offset(FenceWatch.CityHall, 30, i % 2 == 0 ? 205 : 195), i);
        Assert.Equal(["Enter 1/7 #1 Fix"], watch.Told());
    }

    [Fact]
    public void The_same_jitter_without_a_minimum_distance_tells_every_change()
    {
        var watch = new FenceWatch();
        watch.Set(1, new GeoCircle(FenceWatch.CityHall, 200), new FenceRules { MinimumDistance = 0 });
        for (var i = 0; i < 10; i++)
            watch.Fix(7, FenceWatch.Offset(FenceWatch.CityHall, 30, i % 2 == 0 ? 205 : 195), i);
        Assert.Equal(9, watch.Told().Length);
    }

    [Fact]
    public void A_step_over_the_antimeridian_does_not_cross_a_fence_on_the_other_side_of_the_earth()
    {
        var watch = new FenceWatch();
        watch.Set(1, new GeoCircle(Origin, 1_000), new FenceRules { Events = (FenceEventKinds)0xFF });
        watch.Fix(7, new GeoPoint(0, 179.999), 0);
        watch.Fix(7, new GeoPoint(0, -179.999), 1);
        Assert.Empty(watch.Told());
    }

    [Fact]
    public void A_step_over_the_antimeridian_crosses_the_fence_that_lies_there()
    {
        var watch = new FenceWatch();
        watch.Set(1, new GeoCircle(new GeoPoint(0, 180), 50), new FenceRules { Events = (FenceEventKinds)0xFF });
        watch.Fix(7, new GeoPoint(0, 179.999), 0);
        watch.Fix(7, new GeoPoint(0, -179.999), 1);
        Assert.Equal(["Cross 1/7 #1 Fix"], watch.Told());
    }

    [Theory]
    [InlineData(1, 2)]
    [InlineData(2, 1)]
    public void A_pair_222_m_apart_over_the_antimeridian_is_near_whoever_is_the_centre(ulong center, ulong other)
    {
        var watch = new FenceWatch();
        watch.Monitor.Set(new MovingFence(new FenceId(1), 1, new DeviceId(center), 1_000), FenceWatch.Start, watch.Events);
        watch.Fix(1, new GeoPoint(0, 179.999), 0);
        watch.Fix(2, new GeoPoint(0, -179.999), 1);
        var told = Assert.Single(watch.Events.Events.ToArray());
        Assert.Equal((FenceEventKind.Approach, new DeviceId(other), new DeviceId(center)), (told.Kind, told.Subject, told.Center));
        Assert.Equal(222.6, told.Distance, 0.1);
        Assert.Equal(Math.Abs(told.Position.Longitude), Math.Abs(told.CenterPosition!.Value.Longitude));
    }

    [Fact]
    public void A_device_in_the_corner_of_the_box_around_a_moving_circle_is_not_near()
    {
        var watch = new FenceWatch();
        watch.Monitor.Set(new MovingFence(new FenceId(1), 1, new DeviceId(1), 1_000), FenceWatch.Start, watch.Events);
        watch.Fix(1, FenceWatch.CityHall, 0);
        watch.Fix(2, FenceWatch.Offset(FenceWatch.CityHall, 45, 1_370), 1);
        Assert.Empty(watch.Told());
    }

    [Fact]
    public void Fixes_out_of_order_in_a_batch_tell_the_story_of_the_last_one_or_all_of_it_by_choice()
    {
        var (outside, inside) = (FenceWatch.Offset(FenceWatch.CityHall, 0, 500), FenceWatch.CityHall);
        (GeoPoint Place, double Time)[] way = [(outside, 3), (outside, 1), (inside, 2)];
        var fixes = way.Select(at => new FenceFix(new DeviceId(7), at.Place, FenceWatch.At(at.Time), FenceWatch.At(4), 0)).ToArray();

        var (dropping, sorting) = (new FenceWatch(), new FenceWatch(new FenceOptions { LateFixes = LateFixes.SortBatch }));
        var outcomes = new FixOutcome[3];
        foreach (var watch in new[] { dropping, sorting })
        {
            watch.Set(1, new GeoCircle(FenceWatch.CityHall, 200));
            watch.Monitor.Observe(fixes, watch.Events, outcomes);
        }

        Assert.Empty(dropping.Told());
        Assert.Equal(["Enter 1/7 #1 Fix", "Exit 1/7 #2 Fix"], sorting.Told());
        Assert.All(outcomes, outcome => Assert.Equal(FixOutcome.Accepted, outcome));
        dropping.Monitor.Observe(fixes, dropping.Events, outcomes);
        Assert.All(outcomes, outcome => Assert.Equal(FixOutcome.Late, outcome));
    }

    [Fact]
    public void A_way_through_a_small_fence_between_two_fixes_outside_crosses_it_once()
    {
        var watch = new FenceWatch();
        watch.Set(1, new GeoCircle(FenceWatch.CityHall, 50), new FenceRules { Events = (FenceEventKinds)0xFF });
        watch.Fix(7, FenceWatch.Offset(FenceWatch.CityHall, 270, 120), 0);
        watch.Fix(7, FenceWatch.Offset(FenceWatch.CityHall, 85, 150), 10);
        var told = Assert.Single(watch.Events.Events.ToArray());
        Assert.Equal(FenceEventKind.Cross, told.Kind);
        Assert.Equal(100, told.Distance, 0.001);
        watch.Told();

        watch.Fix(7, FenceWatch.Offset(FenceWatch.CityHall, 45, 150), 20);
        Assert.Empty(watch.Told());
    }

    [Theory]
    [InlineData(-0.02, 1)]
    [InlineData(0.02, 0)]
    public void A_way_along_the_edge_crosses_when_it_is_inside_by_two_centimetres(double beyond, int crossings)
    {
        var watch = new FenceWatch();
        watch.Set(1, new GeoCircle(FenceWatch.CityHall, 50), new FenceRules { Events = (FenceEventKinds)0xFF });
        var nearest = FenceWatch.Offset(FenceWatch.CityHall, 0, 50 + beyond);
        watch.Fix(7, FenceWatch.Offset(nearest, 270, 400), 0);
        watch.Fix(7, FenceWatch.Offset(nearest, 90, 400), 10);
        Assert.Equal(crossings, watch.Told().Length);
    }

    [Fact]
    public void A_fence_around_the_pole_holds_the_pole_and_not_what_is_south_of_it()
    {
        var watch = new FenceWatch();
        watch.Set(1, new GeoPolygon([new(89, 0), new(89, 90), new(89, 180), new(89, -90)]));
        watch.Fix(1, new GeoPoint(89.9, 45), 0);
        watch.Fix(2, new GeoPoint(88.9, 45), 0);
        watch.Fix(3, new GeoPoint(90, -120), 0);
        Assert.Equal(["Enter 1/1 #1 Initial", "Enter 1/3 #1 Initial"], watch.Told());
    }

    [Theory]
    [InlineData(200)]
    [InlineData(15_000)]
    public void Devices_a_centimetre_inside_the_edge_enter_and_a_centimetre_outside_do_not(double radius)
    {
        var watch = new FenceWatch();
        watch.Set(1, new GeoCircle(FenceWatch.CityHall, radius));
        for (var i = 0; i < 3_600; i++)
        {
            watch.Fix((ulong)(2 * i), FenceWatch.Offset(FenceWatch.CityHall, i / 10.0, radius - 0.01), 0);
            watch.Fix((ulong)(2 * i) + 1, FenceWatch.Offset(FenceWatch.CityHall, i / 10.0, radius + 0.01), 0);
        }
        Assert.Equal(3_600, watch.Events.Count);
        Assert.All(watch.Events.Events.ToArray(), told => Assert.Equal(0UL, told.Subject.Value % 2));
    }

    [Fact]
    public void A_fence_moved_under_ten_thousand_still_members_tells_of_each_once()
    {
        var watch = new FenceWatch();
        var there = FenceWatch.Offset(FenceWatch.CityHall, 90, 50_000);
        watch.Set(1, new GeoCircle(FenceWatch.CityHall, 300), new FenceRules { MinimumStay = Duration.FromMinutes(1) });
        for (var i = 0; i < 10_000; i++)
            watch.Fix((ulong)i, FenceWatch.Offset(FenceWatch.CityHall, i, i % 290), 0);
        Assert.Equal(10_000, watch.Told().Length);

        Assert.True(watch.Set(1, new GeoCircle(there, 300), version: 2, seconds: 1));
        AssertEachOnce(FenceEventKind.Exit, sequence: 2);
        Assert.True(watch.Set(1, new GeoCircle(FenceWatch.CityHall, 300), version: 3, seconds: 2));
        AssertEachOnce(FenceEventKind.Enter, sequence: 3);
        Assert.False(watch.Set(1, new GeoCircle(there, 300), version: 3, seconds: 3));
        Assert.Empty(watch.Told());

        void AssertEachOnce(FenceEventKind kind, long sequence)
        {
            var told = watch.Events.Events.ToArray();
            watch.Events.Clear();
            Assert.Equal(Enumerable.Range(0, 10_000).Select(i => (ulong)i), told.Select(happened => happened.Subject.Value));
            Assert.All(told, happened => Assert.Equal((kind, FenceEventCause.FenceChanged, sequence), (happened.Kind, happened.Cause, happened.Sequence)));
        }
    }

    [Fact]
    public void What_is_told_again_after_a_crash_has_the_same_ids()
    {
        var watch = new FenceWatch();
        watch.Set(1, new GeoCircle(FenceWatch.CityHall, 200), new FenceRules { Dwell = Duration.FromSeconds(5) });
        watch.Fix(7, FenceWatch.CityHall, 0);
        var saved = new ArrayBufferWriter<byte>();
        watch.Monitor.Export(saved);
        watch.Events.Clear();
        var first = Go(watch);

        Assert.True(FenceMonitor.TryImport(saved.WrittenSpan, null, out var restarted, out _));
        var again = new FenceWatch { Monitor = restarted };
        again.Set(1, new GeoCircle(FenceWatch.CityHall, 200), new FenceRules { Dwell = Duration.FromSeconds(5) });
        Assert.Equal(first, Go(again));
        Assert.Equal(first.Length, first.Select(told => told.Id).Distinct().Count());

        static FenceEvent[] Go(FenceWatch watch)
        {
            watch.Advance(20);
            watch.Fix(7, FenceWatch.Offset(FenceWatch.CityHall, 0, 300), 30);
            watch.Fix(7, FenceWatch.CityHall, 40);
            var told = watch.Events.Events.ToArray();
            Assert.Equal(["Dwell 1/7 #2 Time", "Exit 1/7 #3 Fix", "Enter 1/7 #4 Fix"], watch.Told());
            return told;
        }
    }

    [Fact]
    public void A_doubtful_fix_beside_a_small_fence_does_not_enter_but_is_alerted()
    {
        var watch = new FenceWatch();
        watch.Set(1, new GeoCircle(FenceWatch.CityHall, 30));
        watch.Fix(7, FenceWatch.Offset(FenceWatch.CityHall, 200, 50), 0, accuracy: 50);
        watch.Fix(8, FenceWatch.Offset(FenceWatch.CityHall, 200, 90), 0, accuracy: 50);
        Assert.Empty(watch.Told());

        var devices = new DeviceId[4];
        Assert.Equal(0, watch.Monitor.Members(new FenceId(1), FenceMembership.Entered, devices));
        Assert.Equal(1, watch.Monitor.Members(new FenceId(1), FenceMembership.Possible, devices));
        Assert.Equal(new DeviceId(7), devices[0]);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(90)]
    [InlineData(180)]
    [InlineData(270)]
    public void The_boundary_itself_is_inside_in_every_direction(double course)
    {
        var watch = new FenceWatch();
        watch.Set(1, new GeoCircle(FenceWatch.CityHall, 200));
        watch.Fix(7, FenceWatch.Offset(FenceWatch.CityHall, course, 200), 0);
        Assert.Equal(["Enter 1/7 #1 Initial"], watch.Told());
    }
}
