using FsCheck;
using FsCheck.Fluent;
using NodaTime;

namespace Civic.Geo.Tests.Fences;

/// <summary>One call to a monitor.</summary>
public abstract record FenceStep;

public sealed record FixStep(FenceFix Fix) : FenceStep;

public sealed record AdvanceStep(Instant Now) : FenceStep;

public sealed record SetStep(Fence Fence, Instant Now) : FenceStep;

public sealed record SetMovingStep(MovingFence Fence, Instant Now) : FenceStep;

public sealed record RemoveStep(FenceId Fence, Instant Now) : FenceStep;

/// <summary>A generated evening of few devices around few fences, with all that goes wrong: late, old and doubtful fixes, edits, silences.</summary>
public sealed record FenceStory(FenceStep[] Steps)
{
    public static readonly FenceOptions Options = new() { DefaultAccuracy = 10, TimeToLive = Duration.FromSeconds(120), MaximumAccuracy = 1_000 };

    public override string ToString() => string.Join('\n', Steps.Select(step => step switch
    {
        FixStep fix => $"fix {fix.Fix.Device.Value} {fix.Fix.Position} fixed {fix.Fix.FixTime} received {fix.Fix.ReceivedAt} accuracy {fix.Fix.Accuracy}",
        SetStep set => $"{set.Fence} circle {(set.Fence.Area as GeoCircle)?.Center} {(set.Fence.Area as GeoCircle)?.Radius} at {set.Now}",
        _ => step.ToString(),
    }));
}

public static class FenceStories
{
    // A city, the antimeridian and the neighbourhood of the pole.
    private static readonly GeoPoint[] Origins = [FenceWatch.CityHall, new(-17.0, 179.9995), new(89.9975, 20)];

    public static Arbitrary<FenceStory> Stories() => Arb.From(
        from origin in Gen.Elements(Origins)
        from draws in Gen.ListOf(Gen.ArrayOf(Gen.Choose(0, 1_000_000), 10))
        select new FenceStory(Tell(origin, draws)),
        story => story.Steps.Select((_, i) => new FenceStory([.. story.Steps[..i], .. story.Steps[(i + 1)..]])));

    private static FenceStep[] Tell(GeoPoint origin, IEnumerable<int[]> draws)
    {
        var steps = new List<FenceStep>();
        var (now, version) = (FenceWatch.Start, 0);
        for (var i = 0; i < 4; i++)
            steps.Add(Edit(origin, [i * 260_001, 700_000 * i % 999_983, 300_007 * i, 500_009 * i % 999_979, i, i, i, i, 0, i], ++version, now));
        foreach (var draw in draws)
        {
            now += Duration.FromMilliseconds(draw[0] / 40);
            steps.Add((draw[1] % 100) switch
            {
                < 8 => new AdvanceStep(now + Duration.FromMilliseconds(draw[2] / 10)),
                < 14 => Edit(origin, draw[2..], ++version, now),
                < 16 => new RemoveStep(new FenceId((ulong)(draw[2] % 6)), now),
                _ => new FixStep(Fix(origin, draw[2..], now)),
            });
        }
        return [.. steps];
    }

    private static GeoPoint Place(GeoPoint origin, int course, int distance) =>
        Geodesic.Destination(origin, course * 360e-6, (double)distance * distance * 700e-12);

    private static FenceFix Fix(GeoPoint origin, int[] draw, Instant now)
    {
        var fixTime = (draw[0] % 20) switch
        {
            0 => now - Duration.FromSeconds(30),
            1 => now + Duration.FromSeconds(90),
            2 => now - Duration.FromSeconds(130),
            _ => now - Duration.FromMilliseconds(draw[0] % 2000),
        };
        double[] accuracies = [double.NaN, 0, 0, 5, 10, 30, 120, 800, 5_000, -1];
        var accuracy = draw[1] % 4 == 0 ? accuracies[draw[2] % accuracies.Length] : 0;
        return new FenceFix(new DeviceId((ulong)(draw[3] % 4)), Place(origin, draw[4], draw[5]), fixTime, now, accuracy);
    }

    private static FenceStep Edit(GeoPoint origin, int[] draw, int version, Instant now)
    {
        var id = new FenceId((ulong)(draw[0] % 6));
        if (id.Value >= 4)
        {
            return new SetMovingStep(new MovingFence(id, version, new DeviceId((ulong)(draw[1] % 4)), 50 + (draw[2] % 400))
            {
                MinimumDistance = draw[3] % 60,
                Companion = draw[4] % 2 == 0 && draw[1] % 4 != draw[5] % 4 ? new DeviceId((ulong)(draw[5] % 4)) : null,
            }, now);
        }
        var rules = new FenceRules
        {
            MinimumDistance = draw[4] % 3 * 15,
            MinimumStay = Duration.FromSeconds(draw[5] % 3 * 12),
            Dwell = draw[6] % 2 == 0 ? null : Duration.FromSeconds(5 + (draw[6] % 200)),
            Events = draw[7] % 5 == 0 ? FenceEventKinds.Enter | FenceEventKinds.Exit : (FenceEventKinds)0xFF,
        };
        double[] radii = [25, 60, 200, 450, 4_000];
        return new SetStep(new Fence(id, version, new GeoCircle(Place(origin, draw[2], draw[3]), radii[draw[1] % radii.Length])) { Rules = rules }, now);
    }
}
