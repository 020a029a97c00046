using Civic.Testing;
using NodaTime;

namespace Civic.Geo.Tests.Positions;

/// <summary>Polygons, multipolygons and corridors select whom the area itself contains.</summary>
public class LivePositionsAreaTests
{
    private static readonly Instant Now = Instant.FromUtc(2026, 11, 22, 12, 0);

    [Property(MaxTest = 30, Arbitraries = typeof(PositionArbitraries))]
    public void Areas_hold_whom_they_contain(PositionScript script)
    {
        var options = new LivePositionsOptions();
        var (index, model) = (new LivePositions(options), new NaivePositions(options));
        foreach (var (step, i) in script.Steps.Select((step, i) => (step, i)))
        {
            var accuracy = step.Accuracy is >= 0 and < 1e6 ? step.Accuracy : double.NaN;
            var device = new DeviceId((ulong)i);
            index.Update(new DevicePosition(device, step.Place(script), Now, accuracy), Now);
            index.TryGet(device, out var kept);
            model.Keep(kept);
        }

        var found = new DeviceId[128];
        foreach (var area in Areas(script))
        {
            foreach (var membership in Enum.GetValues<AreaMembership>())
            {
                var query = new PositionQuery(membership);
                Assert.Equal(model.Within(area, query), found[..index.Within(area, found, query)]);
            }
        }
    }

    [Fact]
    public void A_polygon_around_the_pole_holds_the_pole()
    {
        var index = new LivePositions();
        index.Update(new DevicePosition(new DeviceId(1), new GeoPoint(89.9, 45), Now), Now);
        index.Update(new DevicePosition(new DeviceId(2), new GeoPoint(88.9, 45), Now), Now);
        index.Update(new DevicePosition(new DeviceId(3), new GeoPoint(90, 0), Now), Now);
        var polygon = new GeoPolygon([new(89, 0), new(89, 90), new(89, 180), new(89, -90)]);
        var found = new DevicePosition[3];
        Assert.Equal(2, index.PositionsWithin(polygon, found));
        Assert.Equal([new DeviceId(1), new DeviceId(3)], found[..2].Select(p => p.Device));
        Assert.InRange(Geodesic.Distance(new GeoPoint(89.9, 45), found[0].Point), 0, 1e-7);
    }

    /// <summary>Shapes of the script's own scale, where that can be built: not wider than a hemisphere.</summary>
    private static IEnumerable<GeoArea> Areas(PositionScript script)
    {
        var size = Math.Min(script.Scale, 2_000_000) * 0.6;
        GeoPoint At(double course, double share) => Geodesic.Destination(script.Center, course, size * share);
        yield return new GeoCircle(script.Center, size);
        yield return new GeoPolygon([At(10, 1), At(100, 0.7), At(140, 0.3), At(190, 1.2), At(290, 0.8)]);
        yield return new GeoPolygon([At(0, 1), At(90, 1), At(180, 1), At(270, 1)], [[At(45, 0.3), At(165, 0.3), At(285, 0.3)]]);
        yield return new GeoMultiPolygon([new GeoPolygon([At(0, 0.2), At(20, 1), At(340, 1)]), new GeoPolygon([At(180, 0.2), At(200, 1), At(160, 1)])]);
        yield return new GeoCorridor([At(300, 1.5), At(20, 0.2), At(100, 0.9)], size / 5);
    }
}
