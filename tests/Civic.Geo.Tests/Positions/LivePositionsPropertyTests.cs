using Civic.Testing;
using NodaTime;

namespace Civic.Geo.Tests.Positions;

/// <summary>After any history, every answer is that of the naive scan with the geodesic.</summary>
public class LivePositionsPropertyTests
{
    private static readonly LivePositionsOptions Options = new() { TimeToLive = Duration.FromMinutes(3), MaximumDevices = 30, DefaultAccuracy = 45 };

    [Property(MaxTest = 150, Arbitraries = typeof(PositionArbitraries))]
    public void Circles_hold_whom_the_geodesic_puts_there(PositionScript script)
    {
        var (index, model) = Play(script);
        var found = new DeviceId[64];
        foreach (var step in script.Steps)
        {
            foreach (var membership in Enum.GetValues<AreaMembership>())
            {
                var center = step.Place(script);
                var query = new PositionQuery(membership, step.Device % 3 == 0 ? step.Time : null);
                var radius = script.Scale * (step.Seconds / 200.0);
                Assert.Equal(model.Within(center, radius, query), found[..index.Within(center, radius, found, query)]);
            }
        }
    }

    [Property(MaxTest = 100, Arbitraries = typeof(PositionArbitraries))]
    public void The_nearest_are_those_of_a_full_sort(PositionScript script)
    {
        var (index, model) = Play(script);
        var found = new NearbyDevice[64];
        foreach (var step in script.Steps)
        {
            var limit = step.Kind % 2 == 0 ? double.PositiveInfinity : script.Scale * step.Distance;
            var wanted = step.Device % 7;
            var count = index.Nearest(step.Place(script), found.AsSpan(0, wanted), limit);
            Assert.Equal(model.Nearest(step.Place(script), wanted, limit), found[..count]);
        }
    }

    [Property(MaxTest = 100, Arbitraries = typeof(PositionArbitraries))]
    public void A_batch_does_what_single_updates_do(PositionScript script)
    {
        var single = new LivePositions(Options);
        var batched = new LivePositions(Options);
        DevicePosition[] positions = [.. script.Steps.Select(step => Position(script, step))];
        PositionOutcome[] expected = [.. positions.Select(position => single.Update(position, PositionScript.Start))];
        var outcomes = new PositionOutcome[positions.Length];
        Assert.Equal(expected.Count(o => o <= PositionOutcome.Moved), batched.Update(positions, PositionScript.Start, outcomes));
        Assert.Equal(expected, outcomes);
        Assert.Equal(WithinAll(single), WithinAll(batched));
    }

    [Property(MaxTest = 100, Arbitraries = typeof(PositionArbitraries))]
    public void The_same_state_gives_the_same_answer_whatever_the_history(PositionScript script)
    {
        var (index, model) = Play(script);
        var rebuilt = new LivePositions(Options);
        foreach (var position in model.All.Reverse())
        {
            rebuilt.Update(position, position.FixTime);
        }

        Assert.Equal(WithinAll(index), WithinAll(rebuilt));
        foreach (var step in script.Steps)
        {
            var (first, second) = (new NearbyDevice[5], new NearbyDevice[5]);
            Assert.Equal(index.Nearest(step.Place(script), first), rebuilt.Nearest(step.Place(script), second));
            Assert.Equal(first, second);
        }
    }

    [Property(MaxTest = 100, Arbitraries = typeof(PositionArbitraries))]
    public void A_short_buffer_takes_the_first_and_learns_how_many_there_are(PositionScript script)
    {
        var (index, model) = Play(script);
        var all = new DeviceId[64];
        var count = index.Within(script.Center, double.PositiveInfinity, all);
        var few = new DeviceId[3];
        Assert.Equal(model.Count, count);
        Assert.Equal(count, index.Within(script.Center, double.PositiveInfinity, few));
        Assert.Equal(all.Take(Math.Min(3, count)), few.Take(Math.Min(3, count)));
    }

    private static DeviceId[] WithinAll(LivePositions index)
    {
        var found = new DeviceId[index.Count];
        Assert.Equal(found.Length, index.Within(default(GeoPoint), double.PositiveInfinity, found));
        return found;
    }

    private static (LivePositions Index, NaivePositions Model) Play(PositionScript script)
    {
        var (index, model) = (new LivePositions(Options), new NaivePositions(Options));
        var now = PositionScript.Start;
        foreach (var step in script.Steps)
        {
            now += Duration.FromSeconds(step.Device);
            switch (step.Kind)
            {
                case 0:
                    Assert.Equal(model.Remove(Device(step)), index.Remove(Device(step)));
                    break;
                case 1:
                    var expired = new DeviceId[64];
                    Assert.Equal(model.Expire(now), expired[..index.Expire(now, expired)]);
                    break;
                default:
                    Update(index, model, Position(script, step) with { FixTime = now + Duration.FromSeconds(step.Seconds - 225) }, now);
                    break;
            }

            Assert.Equal(model.Count, index.Count);
        }

        return (index, model);
    }

    private static void Update(LivePositions index, NaivePositions model, DevicePosition position, Instant now)
    {
        var expected = model.Update(position, now);
        Assert.Equal(expected, index.Update(position, now));
        Assert.Equal(model.TryGet(position.Device, out var held), index.TryGet(position.Device, out var kept));
        if (expected <= PositionOutcome.Moved)
        {
            var quantum = Math.Max(5e-8, (double.IsNaN(position.Accuracy) ? 0 : position.Accuracy) * 3e-9);
            Assert.InRange(Geodesic.Distance(position.Point, kept.Point), 0, quantum + 3e-8);
            Assert.Equal(position.FixTime, kept.FixTime);
            Assert.True(double.IsNaN(position.Accuracy) ? double.IsNaN(kept.Accuracy) : kept.Accuracy >= position.Accuracy && kept.Accuracy <= position.Accuracy * 1.004);
            model.Keep(kept);
        }
        else
        {
            Assert.Equal(held, kept);
        }
    }

    /// <summary>Numbers that use all 64 bits, 0 among them.</summary>
    private static DeviceId Device(PositionStep step) => new((ulong)step.Device * 0x0123_4567_89AB_CDEF);

    private static DevicePosition Position(PositionScript script, PositionStep step) => new(Device(step), step.Place(script), step.Time, step.Accuracy);
}
