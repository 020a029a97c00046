using FsCheck;
using FsCheck.Fluent;
using NodaTime;

namespace Civic.Geo.Tests.Positions;

/// <summary>What happens to an index: a place on Earth, a scale, and steps around it.</summary>
public sealed record PositionScript(GeoPoint Center, double Scale, IReadOnlyList<PositionStep> Steps)
{
    public static readonly Instant Start = Instant.FromUtc(2026, 11, 22, 12, 0);

    public override string ToString() => $"around {Center.Latitude}, {Center.Longitude} in {Scale} m: {string.Join("; ", Steps)}";
}

/// <summary>One step: the kind of thing, the device, where from the centre, when, and how sure.</summary>
public sealed record PositionStep(int Kind, int Device, double Course, double Distance, int Seconds, double Accuracy)
{
    public Instant Time => PositionScript.Start + Duration.FromSeconds(Seconds);

    public GeoPoint Place(PositionScript script) => Geodesic.Destination(script.Center, Course, Distance * script.Scale);
}

public static class PositionArbitraries
{
    private static readonly GeoPoint[] Centers =
    [
        new(37.5665, 126.9780), new(0, 0), new(0.001, 179.999), new(-17, -179.9999), new(90, 0), new(89.9995, 45), new(-90, 10), new(-89.99, -170),
        new(64.9999, 25), new(-54.8, -68.3), new(84.99, 180), new(1e-5, -1e-5),
    ];

    public static Arbitrary<PositionScript> Scripts()
    {
        var step =
            from kind in Gen.Choose(0, 11)
            from device in Gen.Choose(0, 40)
            from course in Gen.Choose(0, 359)
            from distance in Gen.Choose(0, 100)
            from seconds in Gen.Choose(0, 300)
            from accuracy in Gen.Elements(double.NaN, 0, 3, 12.7, 60, 255.9, 300, 2_500, 40_000, 900_000, -1, double.PositiveInfinity)
            select new PositionStep(kind, device, course, distance / 100.0, seconds, accuracy);
        var script =
            from center in Gen.Elements(Centers)
            from scale in Gen.Elements(0.5, 40, 300, 2_000, 30_000, 400_000, 5_000_000, 20_000_000)
            from steps in step.ListOf()
            select new PositionScript(center, scale, steps);
        return Arb.From(script, Shrink);
    }

    private static IEnumerable<PositionScript> Shrink(PositionScript script)
    {
        for (var half = script.Steps.Count / 2; half > 0; half /= 2)
        {
            for (var i = 0; i + half <= script.Steps.Count; i += half)
            {
                yield return script with { Steps = [.. script.Steps.Take(i), .. script.Steps.Skip(i + half)] };
            }
        }
    }
}
