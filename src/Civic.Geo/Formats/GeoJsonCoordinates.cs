using System.Text.Json;

namespace Civic.Geo;

/// <summary>The arrays of numbers in GeoJSON.</summary>
internal static class GeoJsonCoordinates
{
    public static List<List<GeoPoint[]>> Polygons(JsonElement element, string path)
    {
        var polygons = new List<List<GeoPoint[]>>();
        foreach (var item in Array(element, path, "polygons").EnumerateArray())
        {
            polygons.Add(Polygon(item, $"{path}[{polygons.Count}]"));
        }

        return polygons.Count > 0
            ? polygons
            : throw new FormatException($"{path}: there is no polygon; write null as the geometry for a feature without a place.");
    }

    public static List<GeoPoint[]> Polygon(JsonElement element, string path)
    {
        var rings = new List<GeoPoint[]>();
        foreach (var item in Array(element, path, "rings").EnumerateArray())
        {
            rings.Add(Ring(item, $"{path}[{rings.Count}]"));
        }

        return rings.Count > 0 ? rings : throw new FormatException($"{path}: a polygon needs an outer ring.");
    }

    public static List<GeoPoint[]> Lines(JsonElement element, string path)
    {
        var lines = new List<GeoPoint[]>();
        foreach (var item in Array(element, path, "lines").EnumerateArray())
        {
            lines.Add(Positions(item, $"{path}[{lines.Count}]"));
        }

        return lines;
    }

    public static GeoPoint[] Positions(JsonElement element, string path)
    {
        var points = new GeoPoint[Array(element, path, "positions").GetArrayLength()];
        var index = 0;
        foreach (var item in element.EnumerateArray())
        {
            points[index] = Position(item, $"{path}[{index}]");
            index++;
        }

        return points;
    }

    public static GeoPoint Position(JsonElement element, string path)
    {
        if (element.ValueKind != JsonValueKind.Array || element.GetArrayLength() < 2)
        {
            throw new FormatException($"{path}: a position is an array of longitude and latitude.");
        }

        var longitude = Number(element[0], path, "longitude", 540);
        var latitude = Number(element[1], path, "latitude", 90);
        return new GeoPoint(latitude, Degrees.Normalize(longitude));
    }

    private static GeoPoint[] Ring(JsonElement element, string path)
    {
        var points = Positions(element, path);
        if (points.Length < 4)
        {
            throw new FormatException($"{path}: a ring has 4 positions or more, the last like the first.");
        }

        return points[0] == points[^1] ? points[..^1] : throw new FormatException($"{path}: the ring is not closed; repeat the first position at the end.");
    }

    private static double Number(JsonElement element, string path, string name, double limit)
    {
        if (element.ValueKind != JsonValueKind.Number || !element.TryGetDouble(out var number) || !double.IsFinite(number))
        {
            throw new FormatException($"{path}: the {name} is not a number.");
        }

        return Math.Abs(number) <= limit
            ? number
            : throw new FormatException($"{path}: a {name} of {number} is beyond ±{limit}; positions are longitude, then latitude.");
    }

    private static JsonElement Array(JsonElement element, string path, string of) =>
        element.ValueKind == JsonValueKind.Array ? element : throw new FormatException($"{path}: an array of {of} is expected.");
}
