namespace Civic.Geo.Tests.Fences;

public class MovingFenceTests
{
    private static readonly GeoPoint Center = FenceWatch.CityHall;

    private static FenceWatch Watch(MovingFence? fence = null)
    {
        var watch = new FenceWatch();
        watch.Monitor.Set(fence ?? new MovingFence(new FenceId(1), 1, new DeviceId(1), 100), FenceWatch.Start, watch.Events);
        return watch;
    }

    [Fact]
    public void Coming_near_and_going_away_are_told_once_a_change_with_both_positions()
    {
        var watch = Watch();
        watch.Fix(1, Center, 0);
        watch.Fix(2, FenceWatch.Offset(Center, 90, 300), 1);
        watch.Fix(2, FenceWatch.Offset(Center, 90, 99), 2);
        watch.Fix(2, FenceWatch.Offset(Center, 90, 50), 3);
        watch.Fix(2, FenceWatch.Offset(Center, 90, 105), 4);
        watch.Fix(1, FenceWatch.Offset(Center, 270, 10), 5);
        var told = watch.Events.Events.ToArray();
        Assert.Equal(["Approach 1/2 #1 Fix", "Leave 1/2 #2 Fix"], watch.Told());
        Assert.Equal(99, told[0].Distance, 0.001);
        Assert.Equal(Center, told[0].CenterPosition);
        Assert.Equal(115, told[1].Distance, 0.001);
        Assert.Equal(FenceWatch.At(4), told[1].FixTime);
        Assert.Equal(FenceWatch.At(5), told[1].EvaluatedAt);
    }

    [Fact]
    public void A_companion_is_the_only_one_watched_for()
    {
        var watch = Watch(new MovingFence(new FenceId(1), 1, new DeviceId(1), 100) { Companion = new DeviceId(3) });
        watch.Fix(2, Center, 0);
        watch.Fix(3, Center, 0);
        watch.Fix(1, Center, 1);
        Assert.Equal(["Approach 1/3 #1 Initial"], watch.Told());
    }

    [Fact]
    public void When_either_is_lost_so_is_the_pair_and_it_does_not_part()
    {
        var watch = Watch();
        watch.Fix(1, Center, 0);
        watch.Fix(2, Center, 0);
        watch.Told();
        watch.Fix(2, Center, 200);
        watch.Advance(350);
        Assert.Equal(["Lost 1/2 #2 Expiry"], watch.Told());
        watch.Fix(2, FenceWatch.Offset(Center, 0, 5_000), 400);
        Assert.Empty(watch.Told());
        watch.Fix(1, Center, 410);
        Assert.Equal(["Regained 1/2 #3 Fix", "Leave 1/2 #4 Fix"], watch.Told());
    }

    [Fact]
    public void A_removed_moving_fence_tells_each_pair_once()
    {
        var watch = Watch();
        watch.Fix(1, Center, 0);
        watch.Fix(2, Center, 0);
        watch.Fix(3, Center, 0);
        watch.Told();
        watch.Monitor.Remove(new FenceId(1), FenceWatch.At(1), watch.Events);
        Assert.Equal(["Leave 1/2 #2 FenceDeleted", "Leave 1/3 #2 FenceDeleted"], watch.Told());
        watch.Fix(2, FenceWatch.Offset(Center, 0, 500), 2);
        watch.Fix(2, Center, 3);
        Assert.Empty(watch.Told());
    }

    [Fact]
    public void A_new_centre_is_judged_at_once()
    {
        var watch = Watch();
        watch.Fix(1, Center, 0);
        watch.Fix(2, Center, 0);
        watch.Fix(3, FenceWatch.Offset(Center, 0, 1_000), 0);
        watch.Fix(4, FenceWatch.Offset(Center, 0, 1_050), 0);
        watch.Told();
        watch.Monitor.Set(new MovingFence(new FenceId(1), 2, new DeviceId(3), 100), FenceWatch.At(1), watch.Events);
        Assert.Equal(["Leave 1/2 #2 FenceChanged", "Approach 1/4 #1 FenceChanged"], watch.Told());
    }

    [Fact]
    public void Forgetting_the_centre_ends_its_pairs_without_a_word()
    {
        var watch = Watch();
        watch.Fix(1, Center, 0);
        watch.Fix(2, Center, 0);
        watch.Told();
        watch.Monitor.Forget(new DeviceId(1));
        watch.Fix(2, FenceWatch.Offset(Center, 0, 500), 1);
        Assert.Empty(watch.Told());
        watch.Fix(1, FenceWatch.Offset(Center, 0, 500), 2);
        Assert.Equal(["Approach 1/2 #2 Initial"], watch.Told());
    }

    [Fact]
    public void Values_out_of_range_are_refused()
    {
        Assert.Throws<ArgumentException>(() => Watch(new MovingFence(new FenceId(1), 1, new DeviceId(1), 0)));
        Assert.Throws<ArgumentException>(() => Watch(new MovingFence(new FenceId(1), 1, new DeviceId(1), double.NaN)));
        Assert.Throws<ArgumentException>(() => Watch(new MovingFence(new FenceId(1), 1, new DeviceId(1), 5) { MinimumDistance = -1 }));
        Assert.Throws<ArgumentException>(() => Watch(new MovingFence(new FenceId(1), 1, new DeviceId(1), 5) { Companion = new DeviceId(1) }));
    }
}
