using System.Text.Json;

namespace Civic.Geo;

/// <summary>From features to JSON.</summary>
internal static class GeoJsonWriting
{
    public static void Feature(Utf8JsonWriter writer, GeoFeature feature)
    {
        writer.WriteStartObject();
        writer.WriteString("type"u8, "Feature"u8);
        if (feature.Id.ValueKind is JsonValueKind.String or JsonValueKind.Number)
        {
            writer.WritePropertyName("id"u8);
            feature.Id.WriteTo(writer);
        }

        writer.WritePropertyName("geometry"u8);
        if (feature.Shape is null)
        {
            writer.WriteNullValue();
        }
        else
        {
            Geometry(writer, feature.Shape);
        }

        writer.WritePropertyName("properties"u8);
        if (feature.Properties.ValueKind == JsonValueKind.Object)
        {
            feature.Properties.WriteTo(writer);
        }
        else
        {
            writer.WriteNullValue();
        }

        writer.WriteEndObject();
    }

    public static void Geometry(Utf8JsonWriter writer, GeoShape shape)
    {
        writer.WriteStartObject();
        switch (shape.Kind)
        {
            case GeoShapeKind.Point:
                Start(writer, "Point"u8);
                Position(writer, shape.Points[0]);
                break;
            case GeoShapeKind.LineString:
                Line(writer, AntimeridianCut.Pieces(shape.Points));
                break;
            default:
                Areas(writer, shape);
                break;
        }

        writer.WriteEndObject();
    }

    private static void Line(Utf8JsonWriter writer, List<GeoPoint[]> pieces)
    {
        if (pieces.Count == 1)
        {
            Start(writer, "LineString"u8);
            Positions(writer, pieces[0], close: false);
            return;
        }

        Start(writer, "MultiLineString"u8);
        writer.WriteStartArray();
        pieces.ForEach(piece => Positions(writer, piece, close: false));
        writer.WriteEndArray();
    }

    private static void Areas(Utf8JsonWriter writer, GeoShape shape)
    {
        var parts = new List<List<GeoPoint[]>>();
        foreach (var polygon in shape.Polygons)
        {
            parts.AddRange(AntimeridianCut.Parts(polygon));
        }

        if (parts.Count == 1 && shape.Kind == GeoShapeKind.Polygon)
        {
            Start(writer, "Polygon"u8);
            Polygon(writer, parts[0]);
            return;
        }

        Start(writer, "MultiPolygon"u8);
        writer.WriteStartArray();
        parts.ForEach(part => Polygon(writer, part));
        writer.WriteEndArray();
    }

    private static void Start(Utf8JsonWriter writer, ReadOnlySpan<byte> type)
    {
        writer.WriteString("type"u8, type);
        writer.WritePropertyName("coordinates"u8);
    }

    private static void Polygon(Utf8JsonWriter writer, List<GeoPoint[]> rings)
    {
        writer.WriteStartArray();
        rings.ForEach(ring => Positions(writer, ring, close: true));
        writer.WriteEndArray();
    }

    private static void Positions(Utf8JsonWriter writer, GeoPoint[] points, bool close)
    {
        writer.WriteStartArray();
        foreach (var point in points)
        {
            Position(writer, point);
        }

        if (close)
        {
            Position(writer, points[0]);
        }

        writer.WriteEndArray();
    }

    private static void Position(Utf8JsonWriter writer, GeoPoint point)
    {
        writer.WriteStartArray();
        writer.WriteNumberValue(point.Longitude);
        writer.WriteNumberValue(point.Latitude);
        writer.WriteEndArray();
    }
}
