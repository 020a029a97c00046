using NodaTime;

namespace Civic.Geo.Tests.Fences;

public class FenceTimeTests
{
    private static readonly GeoPoint Inside = FenceWatch.CityHall;
    private static readonly GeoPoint Outside = FenceWatch.Offset(FenceWatch.CityHall, 0, 500);

    private static FenceWatch Watch(FenceRules? rules = null, FenceOptions? options = null)
    {
        var watch = new FenceWatch(options);
        watch.Set(1, new GeoCircle(FenceWatch.CityHall, 200), rules);
        return watch;
    }

    [Fact]
    public void A_late_or_repeated_fix_never_moves_a_device_back()
    {
        var watch = Watch();
        Assert.Equal(FixOutcome.Accepted, watch.Fix(7, Inside, 10));
        watch.Told();
        Assert.Equal(FixOutcome.Late, watch.Fix(7, Outside, 10));
        Assert.Equal(FixOutcome.Late, watch.Fix(7, Outside, 9));
        Assert.Empty(watch.Told());
    }

    [Fact]
    public void Fixes_from_the_future_stale_doubtful_and_impossible_ones_are_kept_out()
    {
        var watch = Watch();
        Assert.Equal(FixOutcome.FromFuture, watch.Fix(7, Inside, 61, received: 0));
        Assert.Equal(FixOutcome.Accepted, watch.Fix(1, Outside, 60, received: 0));
        Assert.Equal(FixOutcome.Stale, watch.Fix(7, Inside, 0, received: 300));
        Assert.Equal(FixOutcome.Accepted, watch.Fix(2, Outside, 1, received: 300));
        Assert.Equal(FixOutcome.Imprecise, watch.Fix(7, Inside, 0, accuracy: 5_001));
        Assert.Equal(FixOutcome.Invalid, watch.Fix(7, Inside, 0, accuracy: -1));
        Assert.Equal(FixOutcome.Invalid, watch.Fix(7, Inside, 0, accuracy: double.PositiveInfinity));
        Assert.Equal(FixOutcome.Invalid, watch.Fix(7, new GeoPoint(double.NaN, 0), 0));
        Assert.Equal(FixOutcome.Invalid, watch.Fix(7, new GeoPoint(0, 181), 0));
        Assert.Equal(FixOutcome.Invalid, watch.Monitor.Observe(new FenceFix(new DeviceId(7), Inside, Instant.MaxValue, Instant.MaxValue, 0), watch.Events));
        Assert.Equal(2, watch.Monitor.SubjectCount);
        Assert.Empty(watch.Told());
    }

    [Fact]
    public void A_silent_member_is_lost_and_regained_but_never_leaves_by_silence()
    {
        var watch = Watch();
        watch.Fix(7, Inside, 0);
        watch.Told();
        watch.Advance(299);
        Assert.Empty(watch.Told());
        watch.Advance(10_000);
        var lost = Assert.Single(watch.Events.Events.ToArray());
        Assert.Equal((FenceWatch.At(0), FenceWatch.At(300)), (lost.FixTime, lost.EvaluatedAt));
        Assert.Equal(["Lost 1/7 #2 Expiry"], watch.Told());
        watch.Advance(20_000);
        Assert.Empty(watch.Told());
        Assert.Equal(1, watch.Monitor.Members(new FenceId(1), FenceMembership.Entered, []));

        watch.Fix(7, Outside, 20_001);
        Assert.Equal(["Regained 1/7 #3 Fix", "Exit 1/7 #4 Fix"], watch.Told());
    }

    [Fact]
    public void A_device_in_no_fence_is_lost_without_a_word()
    {
        var watch = Watch();
        watch.Fix(7, Outside, 0);
        watch.Advance(1_000);
        watch.Fix(7, Inside, 2_000);
        Assert.Equal(["Enter 1/7 #1 Fix"], watch.Told());
    }

    [Fact]
    public void A_stay_is_told_once_and_again_only_after_an_exit()
    {
        var watch = Watch(new FenceRules { Dwell = Duration.FromSeconds(60) });
        watch.Fix(7, Inside, 0);
        watch.Advance(59);
        Assert.Equal(["Enter 1/7 #1 Initial"], watch.Told());
        watch.Advance(75);
        Assert.Equal(FenceWatch.At(60), watch.Events[0].EvaluatedAt);
        Assert.Equal(["Dwell 1/7 #2 Time"], watch.Told());
        watch.Fix(7, Inside, 100);
        watch.Advance(250);
        Assert.Empty(watch.Told());
        watch.Fix(7, Outside, 260);
        watch.Fix(7, Inside, 270);
        watch.Fix(7, Outside, 320);
        watch.Fix(7, Inside, 330);
        watch.Fix(7, Inside, 391);
        Assert.Equal(
            ["Exit 1/7 #3 Fix", "Enter 1/7 #4 Fix", "Exit 1/7 #5 Fix", "Enter 1/7 #6 Fix", "Dwell 1/7 #7 Time"], watch.Told());
    }

    [Fact]
    public void A_minimum_stay_is_met_by_time_alone_and_broken_by_one_fix_outside()
    {
        var watch = Watch(new FenceRules { MinimumStay = Duration.FromSeconds(20) });
        watch.Fix(7, Outside, 0);
        watch.Fix(7, Inside, 10);
        watch.Fix(7, Outside, 29);
        watch.Advance(60);
        Assert.Empty(watch.Told());
        watch.Fix(7, Inside, 70);
        watch.Advance(90);
        Assert.Equal(FenceWatch.At(90), watch.Events[0].EvaluatedAt);
        Assert.Equal(["Enter 1/7 #1 Time"], watch.Told());
        watch.Fix(7, Outside, 100);
        watch.Fix(7, Inside, 119);
        watch.Fix(7, Outside, 130);
        watch.Fix(7, Outside, 151);
        Assert.Equal(FenceWatch.At(150), watch.Events[0].EvaluatedAt);
        Assert.Equal(["Exit 1/7 #2 Time"], watch.Told());
    }

    [Fact]
    public void What_waits_for_a_minimum_stay_is_given_up_when_the_position_is_lost()
    {
        var watch = Watch(new FenceRules { MinimumStay = Duration.FromMinutes(10) });
        watch.Fix(7, Outside, 0);
        watch.Fix(7, Inside, 10);
        watch.Advance(10_000);
        watch.Fix(7, Inside, 10_001);
        watch.Advance(10_250);
        Assert.Empty(watch.Told());
    }

    [Fact]
    public void A_first_fix_inside_is_initial_and_silent_if_so_chosen()
    {
        var watch = Watch(new FenceRules { Dwell = Duration.FromSeconds(5) }, new FenceOptions { ReportInitial = false });
        watch.Fix(7, Inside, 0);
        Assert.Empty(watch.Told());
        watch.Advance(6);
        watch.Fix(7, Outside, 7);
        Assert.Equal(["Dwell 1/7 #1 Time", "Exit 1/7 #2 Fix"], watch.Told());
    }

    [Fact]
    public void A_fix_without_accuracy_is_judged_by_the_default_one()
    {
        var (sure, doubtful) = (Watch(options: new FenceOptions { DefaultAccuracy = 0 }), Watch(options: new FenceOptions { DefaultAccuracy = 100 }));
        foreach (var watch in new[] { sure, doubtful })
            watch.Fix(7, FenceWatch.Offset(FenceWatch.CityHall, 0, 195), 0, double.NaN);
        Assert.Equal(["Enter 1/7 #1 Initial"], sure.Told());
        Assert.Empty(doubtful.Told());
    }

    [Fact]
    public void Between_the_two_probabilities_nothing_changes()
    {
        var watch = Watch(new FenceRules { MinimumDistance = 0 });
        watch.Fix(7, FenceWatch.Offset(FenceWatch.CityHall, 0, 200), 0, accuracy: 100);
        Assert.Empty(watch.Told());
        watch.Fix(7, FenceWatch.Offset(FenceWatch.CityHall, 0, 130), 1, accuracy: 100);
        Assert.Equal(["Enter 1/7 #1 Fix"], watch.Told());
        watch.Fix(7, FenceWatch.Offset(FenceWatch.CityHall, 0, 220), 2, accuracy: 100);
        Assert.Empty(watch.Told());
        watch.Fix(7, FenceWatch.Offset(FenceWatch.CityHall, 0, 280), 3, accuracy: 100);
        Assert.Equal(["Exit 1/7 #2 Fix"], watch.Told());
    }

    [Fact]
    public void Of_several_devices_due_the_earlier_is_told_first_and_of_the_same_instant_the_lower_id()
    {
        var watch = Watch(new FenceRules { Dwell = Duration.FromSeconds(60), Events = FenceEventKinds.Dwell });
        watch.Fix(9, Inside, 1);
        watch.Fix(8, Inside, 0);
        watch.Fix(5, Inside, 1);
        watch.Advance(100);
        Assert.Equal(["Dwell 1/8 #1 Time", "Dwell 1/5 #1 Time", "Dwell 1/9 #1 Time"], watch.Told());
    }

    [Fact]
    public void Options_and_rules_out_of_range_are_refused_with_the_range()
    {
        var refusal = Assert.Throws<ArgumentException>(() => new FenceMonitor(new FenceOptions { DefaultAccuracy = -1 }));
        Assert.Contains("1,000 metres", refusal.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new FenceMonitor(new FenceOptions { DefaultAccuracy = double.NaN }));
        Assert.Throws<ArgumentException>(() => new FenceMonitor(new FenceOptions { MaximumAccuracy = 5 }));
        Assert.Throws<ArgumentException>(() => new FenceMonitor(new FenceOptions { TimeToLive = Duration.Zero }));
        Assert.Throws<ArgumentException>(() => new FenceMonitor(new FenceOptions { ClockTolerance = Duration.FromSeconds(-1) }));
        var watch = new FenceWatch();
        foreach (var rules in new[]
        {
            new FenceRules { EnterProbability = 0.2 }, new FenceRules { EnterProbability = 1.1 }, new FenceRules { ExitProbability = -0.1 },
            new FenceRules { MinimumDistance = double.NaN }, new FenceRules { MinimumStay = Duration.FromSeconds(-1) },
            new FenceRules { Dwell = Duration.Zero },
        })
        {
            Assert.Throws<ArgumentException>(() => watch.Set(1, new GeoCircle(Inside, 10), rules));
        }
        Assert.Throws<ArgumentOutOfRangeException>(() => watch.Monitor.Advance(Instant.MinValue, watch.Events));
        Assert.Equal(0, watch.Monitor.FenceCount);
    }
}
