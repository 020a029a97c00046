using NodaTime;

namespace Civic.Geo.Tests.Fences;

public class FenceEditTests
{
    private static readonly GeoPoint Center = FenceWatch.CityHall;

    [Fact]
    public void A_removed_fence_tells_each_member_once_and_nothing_after()
    {
        var watch = new FenceWatch();
        watch.Set(1, new GeoCircle(Center, 200));
        watch.Set(2, new GeoCircle(Center, 400));
        watch.Fix(7, Center, 0);
        watch.Fix(8, FenceWatch.Offset(Center, 0, 300), 0);
        watch.Told();

        Assert.True(watch.Monitor.Remove(new FenceId(1), FenceWatch.At(5), watch.Events));
        Assert.Equal(["Exit 1/7 #2 FenceDeleted"], watch.Told());
        Assert.False(watch.Monitor.Remove(new FenceId(1), FenceWatch.At(6), watch.Events));
        watch.Fix(7, FenceWatch.Offset(Center, 0, 300), 7);
        watch.Fix(7, Center, 8);
        Assert.Empty(watch.Told());
        Assert.Equal(1, watch.Monitor.FenceCount);
    }

    [Fact]
    public void A_new_fence_tells_who_stands_in_it_already()
    {
        var watch = new FenceWatch();
        watch.Fix(7, Center, 0);
        watch.Fix(8, FenceWatch.Offset(Center, 0, 300), 0);
        watch.Set(1, new GeoCircle(Center, 200), seconds: 1);
        Assert.Equal(["Enter 1/7 #1 FenceChanged"], watch.Told());
    }

    [Fact]
    public void An_edit_does_not_bring_a_lost_device_in()
    {
        var watch = new FenceWatch();
        watch.Fix(7, Center, 0);
        watch.Advance(1_000);
        watch.Set(1, new GeoCircle(Center, 200), seconds: 1_001);
        Assert.Empty(watch.Told());
    }

    [Fact]
    public void A_dwell_time_that_an_edit_shortens_is_kept()
    {
        var watch = new FenceWatch();
        watch.Set(1, new GeoCircle(Center, 200));
        watch.Fix(7, Center, 0);
        watch.Told();
        watch.Set(1, new GeoCircle(Center, 200), new FenceRules { Dwell = Duration.FromSeconds(30) }, version: 2, seconds: 10);
        watch.Advance(31);
        Assert.Equal(["Dwell 1/7 #2 Time"], watch.Told());
    }

    [Fact]
    public void Events_that_are_not_wanted_are_neither_told_nor_counted()
    {
        var watch = new FenceWatch();
        watch.Set(1, new GeoCircle(Center, 200), new FenceRules { Events = FenceEventKinds.Exit });
        watch.Fix(7, Center, 0);
        watch.Fix(7, FenceWatch.Offset(Center, 0, 300), 1);
        Assert.Equal(["Exit 1/7 #1 Fix"], watch.Told());
    }

    [Fact]
    public void Events_of_one_fix_come_by_fence()
    {
        var watch = new FenceWatch();
        foreach (var id in new ulong[] { 5, 3, 9, 1 })
            watch.Set(id, new GeoCircle(Center, 200 + id));
        watch.Fix(7, Center, 0);
        Assert.Equal(["Enter 1/7 #1 Initial", "Enter 3/7 #1 Initial", "Enter 5/7 #1 Initial", "Enter 9/7 #1 Initial"], watch.Told());
    }

    [Fact]
    public void A_forgotten_device_begins_anew()
    {
        var watch = new FenceWatch();
        watch.Set(1, new GeoCircle(Center, 200));
        watch.Fix(7, Center, 0);
        Assert.True(watch.Monitor.Forget(new DeviceId(7)));
        Assert.False(watch.Monitor.Forget(new DeviceId(7)));
        Assert.Equal(0, watch.Monitor.SubjectCount);
        watch.Advance(1_000);
        watch.Told();
        watch.Fix(8, Center, 1_000);
        Assert.Equal(["Enter 1/8 #1 Initial"], watch.Told());
    }

    [Fact]
    public void An_id_cannot_turn_from_an_area_into_a_moving_fence()
    {
        var watch = new FenceWatch();
        watch.Set(1, new GeoCircle(Center, 200));
        Assert.Throws<ArgumentException>(() =>
            watch.Monitor.Set(new MovingFence(new FenceId(1), 2, new DeviceId(1), 50), FenceWatch.Start, watch.Events));
    }

    [Fact]
    public void Neither_events_nor_fixes_print_where_somebody_was()
    {
        var watch = new FenceWatch();
        watch.Set(1, new GeoCircle(Center, 200));
        watch.Fix(7, Center, 0);
        var told = watch.Events[0];
        Assert.Equal("Enter (Initial) 1-1-7-1", told.ToString());
        Assert.Equal(Center, told.Position);
        var fix = new FenceFix(new DeviceId(7), Center, FenceWatch.Start, FenceWatch.Start);
        Assert.DoesNotContain("37", fix.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("126", fix.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Members_come_by_id_and_only_when_there_is_room_for_all()
    {
        var watch = new FenceWatch();
        watch.Set(1, new GeoCircle(Center, 200));
        foreach (var device in new ulong[] { 30, 10, 20 })
            watch.Fix(device, Center, 0);
        var room = new DeviceId[2];
        Assert.Equal(3, watch.Monitor.Members(new FenceId(1), FenceMembership.Entered, room));
        Assert.Equal(default, room[0]);
        room = new DeviceId[5];
        Assert.Equal(3, watch.Monitor.Members(new FenceId(1), FenceMembership.Entered, room));
        Assert.Equal([10, 20, 30, 0, 0], room.Select(device => (int)device.Value));
        Assert.Equal(0, watch.Monitor.Members(new FenceId(2), FenceMembership.Possible, room));
    }
}
