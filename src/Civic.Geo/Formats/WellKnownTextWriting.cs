using System.Globalization;
using System.Text;

namespace Civic.Geo;

/// <summary>From shapes to well-known text.</summary>
internal static class WellKnownTextWriting
{
    public static string Text(GeoShape shape)
    {
        var text = new StringBuilder();
        switch (shape.Kind)
        {
            case GeoShapeKind.Point:
                Points(text.Append("POINT "), shape.Points.ToArray(), close: false);
                break;
            case GeoShapeKind.LineString:
                var pieces = AntimeridianCut.Pieces(shape.Points);
                text.Append(pieces.Count == 1 ? "LINESTRING " : "MULTILINESTRING (");
                List(text, pieces, static (text, piece) => Points(text, piece, close: false));
                text.Append(pieces.Count == 1 ? "" : ")");
                break;
            default:
                Areas(text, shape);
                break;
        }

        return text.ToString();
    }

    private static void Areas(StringBuilder text, GeoShape shape)
    {
        var parts = new List<List<GeoPoint[]>>();
        foreach (var polygon in shape.Polygons)
        {
            parts.AddRange(AntimeridianCut.Parts(polygon));
        }

        var single = parts.Count == 1 && shape.Kind == GeoShapeKind.Polygon;
        text.Append(single ? "POLYGON " : "MULTIPOLYGON (");
        List(text, parts, static (text, rings) =>
        {
            text.Append('(');
            List(text, rings, static (text, ring) => Points(text, ring, close: true));
            text.Append(')');
        });
        text.Append(single ? "" : ")");
    }

    private static void Points(StringBuilder text, GeoPoint[] points, bool close)
    {
        text.Append('(');
        List<GeoPoint> all = close ? [.. points, points[0]] : [.. points];
        List(text, all, static (text, point) =>
            text.Append(CultureInfo.InvariantCulture, $"{point.Longitude} {point.Latitude}"));
        text.Append(')');
    }

    private static void List<T>(StringBuilder text, List<T> items, Action<StringBuilder, T> write)
    {
        for (var i = 0; i < items.Count; i++)
        {
            text.Append(i == 0 ? "" : ", ");
            write(text, items[i]);
        }
    }
}
