namespace Civic.Geo.Tests.Fences;

public class FenceIndexTests
{
    [Fact]
    public void Hundreds_of_fences_of_all_sizes_give_what_asking_each_of_them_gives()
    {
        var random = new Random(7);
        var watch = new FenceWatch();
        var areas = new List<GeoArea>();
        for (var i = 0; i < 400; i++)
        {
            areas.Add(Area(random, i));
            watch.Set((ulong)i, areas[i]);
        }
        for (var device = 0; device < 300; device++)
        {
            var place = FenceWatch.Offset(FenceWatch.CityHall, random.NextDouble() * 360, random.NextDouble() * 6_000);
            var accuracy = (device % 4) switch { 0 => 0, 1 => 5, 2 => 60, _ => 700 };
            watch.Fix((ulong)device, place, 0, accuracy);
            var expected = areas.Select((area, i) => (area, i)).Where(entry => entry.area.Overlap(place, accuracy) >= 0.75).Select(entry => (ulong)entry.i);
            Assert.Equal(expected, watch.Events.Events.ToArray().Select(told => told.Fence.Value));
            watch.Events.Clear();
        }
    }

    [Fact]
    public void Fences_set_moved_and_removed_leave_nothing_behind()
    {
        var random = new Random(11);
        var watch = new FenceWatch();
        for (var version = 1; version <= 5; version++)
        {
            for (ulong id = 0; id < 300; id++)
                watch.Set(id, Area(random, (int)id), version: version);
        }
        for (ulong id = 0; id < 300; id++)
            Assert.True(watch.Monitor.Remove(new FenceId(id), FenceWatch.Start, watch.Events));
        for (var device = 0; device < 500; device++)
            watch.Fix((ulong)device, FenceWatch.Offset(FenceWatch.CityHall, random.NextDouble() * 360, random.NextDouble() * 6_000), 0);
        Assert.Empty(watch.Told());
    }

    [Theory]
    [InlineData(0, 10)]
    [InlineData(37.5, 127)]
    [InlineData(-60, 180)]
    [InlineData(79.5, -180)]
    [InlineData(86, 3)]
    public void What_the_index_tells_without_exact_geometry_is_never_wrong(double latitude, double longitude)
    {
        const double Accuracy = 10;
        double[] radii = [15, 50, 300, 2_000, 20_000, 45_000, 70_000];
        double[] offsets = [-5, -0.2, -0.02, -0.001, 0.001, 0.02, 0.2, 5];
        var center = new GeoPoint(latitude, longitude);
        foreach (var radius in radii)
        {
            var watch = new FenceWatch();
            var circle = new GeoCircle(center, radius);
            watch.Set(1, circle, new FenceRules { EnterProbability = 1, ExitProbability = 0 });
            watch.Set(2, circle, new FenceRules { EnterProbability = 1e-9, ExitProbability = 0 });
            var device = 0UL;
            for (var course = 0; course < 360; course += 15)
            {
                foreach (var distance in offsets.SelectMany(offset => new[] { radius - Accuracy + offset, radius + Accuracy + offset }))
                {
                    var place = FenceWatch.Offset(center, course, distance);
                    var share = circle.Overlap(place, Accuracy);
                    watch.Fix(++device, place, 0, Accuracy);
                    Assert.Equal((share >= 1, share >= 1e-9), (In(watch, 1), In(watch, 2)));
                    watch.Told();
                }
            }
        }

        static bool In(FenceWatch watch, ulong fence) => watch.Events.Events.ToArray().Any(told => told.Fence.Value == fence);
    }

    [Fact]
    public void A_country_is_a_fence_like_any_other()
    {
        var watch = new FenceWatch();
        GeoPoint[] border = [.. Enumerable.Range(0, 2_000).Select(i => FenceWatch.Offset(FenceWatch.CityHall, i * 0.18, 300_000 + (20_000 * Math.Sin(i))))];
        watch.Set(1, new GeoPolygon(border));
        watch.Fix(1, FenceWatch.CityHall, 0);
        watch.Fix(2, FenceWatch.Offset(FenceWatch.CityHall, 40, 400_000), 0);
        watch.Fix(3, FenceWatch.Offset(FenceWatch.CityHall, 40, 270_000), 0);
        Assert.Equal(["Enter 1/1 #1 Initial", "Enter 1/3 #1 Initial"], watch.Told());
    }

    [Fact]
    public void Moves_allocate_nothing_once_the_tables_have_grown()
    {
        var watch = new FenceWatch();
        for (ulong i = 0; i < 200; i++)
        {
            watch.Set(i, new GeoCircle(FenceWatch.Offset(FenceWatch.CityHall, i * 77, i * 20), 300), new FenceRules
            {
                Dwell = NodaTime.Duration.FromSeconds(3),
                MinimumStay = NodaTime.Duration.FromSeconds(i % 3),
                Events = (FenceEventKinds)0xFF,
            });
        }
        watch.Monitor.Set(new MovingFence(new FenceId(1_000), 1, new DeviceId(3), 400), FenceWatch.Start, watch.Events);
        var fixes = new FenceFix[64];
        var outcomes = new FixOutcome[64];
        for (var round = 0; round < 40; round++)
            Round(round);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var round = 40; round < 80; round++)
            Round(round);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        void Round(int round)
        {
            for (var i = 0; i < fixes.Length; i++)
            {
                var place = FenceWatch.Offset(FenceWatch.CityHall, i * 5, 2_000 + (2_000 * Math.Sin(i + (round % 20 * 0.3))));
                fixes[i] = new FenceFix(new DeviceId((ulong)i), place, FenceWatch.At(round * 10), FenceWatch.At(round * 10), i % 2 == 0 ? double.NaN : 40);
            }
            watch.Events.Clear();
            watch.Monitor.Observe(fixes, watch.Events, outcomes);
            watch.Monitor.Advance(FenceWatch.At((round * 10) + 5), watch.Events);
            Assert.True(watch.Events.Count > 0);
        }
    }

    private static GeoArea Area(Random random, int i)
    {
        var center = FenceWatch.Offset(FenceWatch.CityHall, random.NextDouble() * 360, random.NextDouble() * 5_000);
        var size = Math.Exp(random.NextDouble() * 7) * 5;
        return (i % 4) switch
        {
            0 => new GeoPolygon([.. Enumerable.Range(0, 7).Select(corner => FenceWatch.Offset(center, corner * 51, size * (0.5 + random.NextDouble())))]),
            1 => new GeoCorridor([center, FenceWatch.Offset(center, random.NextDouble() * 360, size)], 5 + random.Next(40)),
            _ => new GeoCircle(center, size),
        };
    }
}
