using Civic.Geo.Areas;
using Civic.Geo.Geodesy;
using Civic.Testing;

namespace Civic.Geo.Formats;

public sealed class RoundTripTests
{
    [Property(MaxTest = 150, Arbitraries = typeof(Stars))]
    public void A_polygon_survives_geojson(Star star) =>
        Survives(star, static shape => GeoJson.Parse(GeoJson.ToBytes(shape))[0].Shape!);

    [Property(MaxTest = 150, Arbitraries = typeof(Stars))]
    public void A_polygon_survives_well_known_text(Star star) =>
        Survives(star, static shape => WellKnownText.Parse(WellKnownText.Write(shape)));

    [Property(MaxTest = 150, Arbitraries = typeof(Stars))]
    public void A_polygon_survives_net_topology_suite(Star star) => Survives(star, static shape => shape.ToGeometry().ToGeoShape());

    [Property(MaxTest = 300, Arbitraries = typeof(Stars))]
    public void A_line_survives_all_of_them(GeoPoint a, GeoPoint b, GeoPoint c)
    {
        // What runs nearly over a pole or to the antipode has no stable way.
        var polar = new[] { a, b, c }.Any(static p => Math.Abs(p.Latitude) > 85);
        if (a == b || b == c || polar || Geodesic.Distance(a, b) > 15e6 || Geodesic.Distance(b, c) > 15e6)
        {
            return;
        }

        var shape = GeoShape.Of([a, b, c]);
        var json = GeoJson.Parse(GeoJson.ToBytes(shape))[0].Shape!;
        foreach (var back in new[] { json, WellKnownText.Parse(WellKnownText.Write(shape)), shape.ToGeometry().ToGeoShape() })
        {
            Assert.Equal(GeoShapeKind.LineString, back.Kind);
            Assert.Equal(Length(shape), Length(back), 1e-3);
        }
    }

    [Property(MaxTest = 300, Arbitraries = typeof(Places))]
    public void A_point_keeps_every_digit(GeoPoint point)
    {
        var shape = GeoShape.Of(point);
        Assert.Equal(point, GeoJson.Parse(GeoJson.ToBytes(shape))[0].Shape!.Points[0]);
        Assert.Equal(point, WellKnownText.Parse(WellKnownText.Write(shape)).Points[0]);
        Assert.Equal(point, shape.ToGeometry().ToGeoShape().Points[0]);
    }

    private static double Length(GeoShape line)
    {
        var points = line.Points.ToArray();
        return points.Zip(points.Skip(1)).Sum(static edge => Geodesic.Distance(edge.First, edge.Second));
    }

    private static void Survives(Star star, Func<GeoShape, GeoShape> thereAndBack)
    {
        var polygon = new GeoPolygon(star.Ring, star.Scaled(0.5));
        var back = thereAndBack(GeoShape.Of(polygon));
        Assert.Equal(GeoShapeKind.Polygon, back.Kind);
        Assert.Equal(polygon.Area, back.Area!.Area, Math.Max(1, polygon.Area * 1e-9));
        Assert.Equal(1, ((GeoPolygon)back.Area).HoleCount);
        for (var course = 0; course < 360; course += 30)
        {
            var place = Geodesic.Destination(star.Center, course, star.Size * (0.3 + (course % 90 / 100.0)));
            if (Math.Abs(polygon.SignedDistance(place)) > 0.01)
            {
                Assert.Equal(polygon.Contains(place), back.Area.Contains(place));
            }
        }
    }
}
