namespace Civic.Geo.Areas;

public sealed class PolygonRefusalTests
{
    private static readonly GeoPoint[] Square = [new(0, 0), new(0, 1), new(1, 1), new(1, 0)];

    public static TheoryData<string, GeoPoint[]> BadShells => new()
    {
        { "at least 3", [new(0, 0), new(0, 1), new(0, 0)] },
        { "at least 3", [new(0, 0), new(0, 0), new(0, 1), new(0, 1)] },
        { "Point 1", [new(0, 0), new(double.NaN, 1), new(1, 1)] },
        { "Point 2", [new(0, 0), new(1, 1), new(91, 1)] },
        { "Edge", [new(0, 0), new(1, 1), new(0, 1), new(1, 0)] },
        { "comes back", [new(0, 0), new(1, 1), new(2, 0), new(0, 0), new(-1, -1), new(-1, 1)] },
        { "meets", [new(0, 0), new(0, 2), new(0, 1), new(1, 1)] },
        { "", [new(0, 0), new(0, 1), new(0, 2)] },
        { "", [new(0, 0), new(1, 0), new(2, 0)] },
        { "other side", [new(0, 0), new(0.1, 179.9), new(10, 90)] },
        { "halves", [new(0, 0), new(0, 90), new(0, 180), new(0, -90)] },
    };

    [Theory]
    [MemberData(nameof(BadShells))]
    public void A_bad_shell_is_refused_with_the_place(string reason, GeoPoint[] shell)
    {
        var refusal = Assert.Throws<ArgumentException>(() => new GeoPolygon(shell));
        Assert.Contains(reason, refusal.Message, StringComparison.Ordinal);
    }

    public static TheoryData<string, GeoPoint[]> BadHoles => new()
    {
        { "not inside", [new(2, 2), new(2, 3), new(3, 3)] },
        { "meets", [new(0.5, 0.5), new(0.5, 2), new(0.7, 2), new(0.7, 0.5)] },
        { "meets", [new(0, 0), new(0, 1), new(1, 1), new(1, 0)] },
        { "at least 3", [new(0.5, 0.5)] },
    };

    [Theory]
    [MemberData(nameof(BadHoles))]
    public void A_bad_hole_is_refused_with_the_place(string reason, GeoPoint[] hole)
    {
        var refusal = Assert.Throws<ArgumentException>(() => new GeoPolygon(Square, hole));
        Assert.Contains(reason, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_hole_in_a_hole_is_refused()
    {
        GeoPoint[] outer = [new(0.2, 0.2), new(0.2, 0.8), new(0.8, 0.8), new(0.8, 0.2)];
        GeoPoint[] inner = [new(0.4, 0.4), new(0.4, 0.6), new(0.6, 0.6), new(0.6, 0.4)];
        var refusal = Assert.Throws<ArgumentException>(() => new GeoPolygon(Square, outer, inner));
        Assert.Contains("Hole 1 lies in hole 0", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Harmless_repeats_and_a_closing_point_are_taken_once()
    {
        var polygon = new GeoPolygon([new(0, 0), new(0, 0), new(0, 1), new(1, 1), new(1, 1), new(1, 0), new(0, 0)]);
        Assert.Equal(4, polygon.Shell.Length);
    }

    [Fact]
    public void A_hole_may_touch_the_shell_in_a_corner()
    {
        var polygon = new GeoPolygon(Square, [[new(0, 0), new(0.2, 0.5), new(0.5, 0.2)]]);
        Assert.False(polygon.Contains(new GeoPoint(0.2, 0.2)));
        Assert.True(polygon.Contains(new GeoPoint(0, 0)));
    }
}
