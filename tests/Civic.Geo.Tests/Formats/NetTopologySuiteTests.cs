using Civic.Geo.Areas;
using Civic.Testing;
using NetTopologySuite.Geometries;
using NetTopologySuite.IO;

namespace Civic.Geo.Formats;

public sealed class NetTopologySuiteTests
{
    [Property(MaxTest = 100, Arbitraries = typeof(Stars))]
    public void What_comes_out_is_valid_for_net_topology_suite(Star star)
    {
        var geometry = new GeoPolygon(star.Ring, star.Scaled(0.5)).ToGeometry();
        var flatEnough = star.Size < 50_000 && Math.Abs(star.Center.Latitude) < 80;
        Assert.True(geometry.IsValid || !flatEnough, geometry.ToString());
        Assert.Equal(4326, geometry.SRID);
        Assert.InRange(geometry.EnvelopeInternal.MinX, -180, 180);
        Assert.InRange(geometry.EnvelopeInternal.MaxX, -180, 180);
    }

    [Fact]
    public void Longitude_is_x()
    {
        var point = Assert.IsType<Point>(GeoShape.Of(new GeoPoint(37.5, 127)).ToGeometry());
        Assert.Equal(127, point.X);
        Assert.Equal(37.5, point.Y);
        Assert.Equal(new GeoPoint(37.5, 127), point.ToGeoShape().Points[0]);
    }

    [Fact]
    public void A_circle_becomes_a_polygon_of_nearly_its_surface()
    {
        var circle = new GeoCircle(new GeoPoint(37.5, 127), 500);
        var polygon = (GeoPolygon)circle.ToGeometry().ToGeoShape().Area!;
        Assert.InRange(polygon.Area / circle.Area, 0.9998, 1);
    }

    [Fact]
    public void A_line_with_a_width_is_a_corridor()
    {
        var line = (LineString)new WKTReader().Read("LINESTRING (127 37, 127.1 37, 127.1 37.1)");
        var corridor = line.ToGeoCorridor(40);
        Assert.Equal(3, corridor.Line.Length);
        Assert.True(corridor.Contains(new GeoPoint(37.05, 127.1002)));
        Assert.Throws<ArgumentException>(() => corridor.ToGeometry());
    }

    [Theory]
    [InlineData("POLYGON EMPTY")]
    [InlineData("MULTIPOINT ((1 1))")]
    [InlineData("POINT (1 91)")]
    [InlineData("POLYGON ((0 0, 2 2, 2 0, 0 3, 0 0))")]
    [InlineData("MULTILINESTRING ((0 0, 1 1), (2 2, 3 3))")]
    public void What_we_have_no_shape_for_is_refused(string text) =>
        Assert.Throws<ArgumentException>(() => new WKTReader().Read(text).ToGeoShape());
}
