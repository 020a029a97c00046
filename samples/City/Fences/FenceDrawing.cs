using System.Text.Json;
using Civic.Geo;

namespace Civic.City.Fences;

/// <summary>What the page draws for an area.</summary>
internal static class FenceDrawing
{
    /// <summary>A GeoJSON geometry: polygons as they are, a corridor by its edge.</summary>
    public static JsonElement Of(GeoArea area) => area switch
    {
        GeoPolygon polygon => JsonDocument.Parse(GeoJson.ToBytes(GeoShape.Of(polygon))).RootElement,
        GeoMultiPolygon polygons => JsonDocument.Parse(GeoJson.ToBytes(GeoShape.Of(polygons))).RootElement,
        GeoCorridor corridor => JsonSerializer.SerializeToElement(new { type = "Polygon", coordinates = new[] { Outline(corridor.Line, corridor.Width / 2) } }),
        _ => throw new ArgumentException($"A {area.GetType().Name} cannot be drawn.", nameof(area)),
    };

    /// <summary>Along one side of the line and back along the other, with square ends. At a sharp bend it crosses itself, which a drawing may.</summary>
    private static double[][] Outline(ReadOnlySpan<GeoPoint> line, double half)
    {
        var ring = new double[(line.Length * 2) + 1][];
        for (var i = 0; i < line.Length; i++)
        {
            var course = Geodesic.Inverse(line[Math.Max(0, i - 1)], line[Math.Min(line.Length - 1, i + 1)]).InitialCourse;
            ring[i] = Pair(Geodesic.Destination(line[i], course + 90, half));
            ring[^(i + 2)] = Pair(Geodesic.Destination(line[i], course - 90, half));
        }

        ring[^1] = ring[0];
        return ring;
    }

    private static double[] Pair(GeoPoint point) => [Math.Round(point.Longitude, 6), Math.Round(point.Latitude, 6)];
}
