namespace Civic.Geo.Areas;

public sealed class GeoMultiPolygonTests
{
    private static readonly GeoMultiPolygon TwoIslands = new(
    [
        new GeoPolygon([new(-17, 179), new(-17, 179.9), new(-16, 179.9), new(-16, 179)]),
        new GeoPolygon([new(-17, -179.9), new(-17, -179), new(-16, -179), new(-16, -179.9)]),
    ]);

    [Fact]
    public void A_place_on_any_island_is_inside()
    {
        Assert.True(TwoIslands.Contains(new GeoPoint(-16.5, 179.5)));
        Assert.True(TwoIslands.Contains(new GeoPoint(-16.5, -179.5)));
        Assert.False(TwoIslands.Contains(new GeoPoint(-16.5, 180)));
        Assert.False(TwoIslands.Contains(new GeoPoint(double.NaN, 180)));
    }

    [Fact]
    public void The_bounds_take_the_short_way_round()
    {
        Assert.True(TwoIslands.Bounds.CrossesAntimeridian);
        Assert.Equal(AreaRelation.Outside, TwoIslands.Relate(new GeoBounds(-16.6, 179.95, -16.5, -179.95)));
        Assert.Equal(AreaRelation.Inside, TwoIslands.Relate(new GeoBounds(-16.6, 179.5, -16.5, 179.6)));
        Assert.Equal(AreaRelation.Mixed, TwoIslands.Relate(new GeoBounds(-16.6, 179.5, -16.5, -179.95)));
    }

    [Fact]
    public void The_distance_is_to_the_nearest_island()
    {
        var toLeft = TwoIslands.Polygons[0].SignedDistance(new GeoPoint(-16.5, 179.95));
        Assert.Equal(toLeft, TwoIslands.SignedDistance(new GeoPoint(-16.5, 179.95)));
        Assert.True(TwoIslands.SignedDistance(new GeoPoint(-16.5, -179.5)) < 0);
        Assert.Equal(double.NaN, TwoIslands.SignedDistance(new GeoPoint(95, 0)));
    }

    [Fact]
    public void Shares_and_surfaces_add_up()
    {
        Assert.Equal(TwoIslands.Polygons[0].Area + TwoIslands.Polygons[1].Area, TwoIslands.Area);
        Assert.Equal(1, TwoIslands.Overlap(new GeoPoint(-16.5, 179.5), 100));
        Assert.Equal(0.5, TwoIslands.Overlap(new GeoPoint(-16.5, 179.9), 100), 0.01);
    }

    [Fact]
    public void None_at_all_is_refused() => Assert.Throws<ArgumentException>(() => new GeoMultiPolygon([]));
}
