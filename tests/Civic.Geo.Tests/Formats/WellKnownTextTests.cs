namespace Civic.Geo.Formats;

public sealed class WellKnownTextTests
{
    [Theory]
    [InlineData("POINT (127 37.5)", GeoShapeKind.Point)]
    [InlineData("point(127 37.5)", GeoShapeKind.Point)]
    [InlineData("SRID=4326;POINT Z (127 37.5 12)", GeoShapeKind.Point)]
    [InlineData(" LINESTRING ( 127 37.5 , 128 38 ) ", GeoShapeKind.LineString)]
    [InlineData("POLYGON ((0 0, 1 0, 1 1, 0 0))", GeoShapeKind.Polygon)]
    [InlineData("POLYGON ZM ((0 0 1 2, 9 0 1 2, 9 9 1 2, 0 0 1 2), (2 1 0 0, 3 2 0 0, 3 1 0 0, 2 1 0 0))", GeoShapeKind.Polygon)]
    [InlineData("MULTIPOLYGON (((0 0, 1 0, 1 1, 0 0)), ((5 5, 6 5, 6 6, 5 5)))", GeoShapeKind.MultiPolygon)]
    public void Each_kind_is_read(string text, GeoShapeKind kind) => Assert.Equal(kind, WellKnownText.Parse(text).Kind);

    [Theory]
    [InlineData("", "Character 0: a geometry type")]
    [InlineData("CIRCLE (0 0)", "'CIRCLE' is not read")]
    [InlineData("POINT EMPTY", "empty")]
    [InlineData("POLYGON Z EMPTY", "empty")]
    [InlineData("SRID=5179;POINT (1 1)", "SRID=4326")]
    [InlineData("POINT 1 1", "'(' is expected")]
    [InlineData("POINT (1)", "latitude")]
    [InlineData("POINT (37.5 127)", "latitude of 127")]
    [InlineData("POINT (NaN 1)", "longitude")]
    [InlineData("POINT (1 1", "')' is expected")]
    [InlineData("POINT (1 1) x", "more text")]
    [InlineData("POINT (1 1, 2 2)", "')' is expected")]
    [InlineData("POLYGON ((0 0, 1 0, 1 1))", "4 positions")]
    [InlineData("POLYGON ((0 0, 1 0, 1 1, 0 1))", "not closed")]
    [InlineData("POLYGON ((0 0, 2 2, 2 0, 0 3, 0 0))", "meets edge")]
    [InlineData("LINESTRING (1 1, 1 1)", "two different")]
    public void What_is_wrong_is_said_with_its_place(string text, string error)
    {
        Assert.False(WellKnownText.TryParse(text, out _, out var said));
        Assert.Contains(error, said, StringComparison.Ordinal);
        Assert.StartsWith("Character", said, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_prefix_is_refused_without_an_exception()
    {
        const string Text = "MULTIPOLYGON (((0 0, 1 0, 1 1, 0 0)), ((5 5, 6 5, 6 6, 5 5)))";
        for (var length = 0; length < Text.Length; length++)
        {
            Assert.False(WellKnownText.TryParse(Text.AsSpan(0, length), out _, out _));
        }
    }

    [Fact]
    public void A_polygon_with_a_hole_is_written_plainly()
    {
        var polygon = new GeoPolygon([new(0, 0), new(0, 9), new(9, 9)], [[new(1, 2), new(1, 3), new(2, 3)]]);
        Assert.Equal("POLYGON ((0 0, 9 0, 9 9, 0 0), (3 2, 3 1, 2 1, 3 2))", WellKnownText.Write(GeoShape.Of(polygon)));
    }
}
