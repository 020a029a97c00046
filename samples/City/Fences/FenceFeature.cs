using System.Text.Json;
using Civic.Geo;
using NodaTime;

namespace Civic.City.Fences;

/// <summary>Makes a fence of a GeoJSON feature.</summary>
internal static class FenceFeature
{
    /// <exception cref="FormatException">Something is missing or wrong; the message says what.</exception>
    /// <exception cref="ArgumentException">The area or a rule is not possible; the message says why.</exception>
    public static CityFence Read(GeoFeature feature, Districts districts)
    {
        if (feature.Id.ValueKind != JsonValueKind.Number || !feature.Id.TryGetUInt64(out var id))
        {
            throw new FormatException("a fence needs an id, a whole number");
        }

        var properties = feature.Properties.ValueKind == JsonValueKind.Object ? feature.Properties : throw new FormatException("a fence needs properties");
        var korean = Text(properties, "nameKo");
        var english = Text(properties, "nameEn") ?? korean ?? throw new FormatException("a fence needs nameEn or nameKo");
        var area = ReadArea(feature.Shape, properties, districts);
        var circle = area is GeoCircle c ? new CircleLook(c.Center.Latitude, c.Center.Longitude, c.Radius) : null;
        return new CityFence(
            new Fence(new FenceId(id), 1, area) { Rules = ReadRules(properties) },
            new FenceLook(id, korean ?? english, english, Text(properties, "kind") ?? "", circle, circle is null ? FenceDrawing.Of(area) : null));
    }

    private static GeoArea ReadArea(GeoShape? shape, JsonElement properties, Districts districts)
    {
        if (Text(properties, "district") is { } code)
        {
            return districts.Find(code) ?? throw new FormatException($"there is no district '{code}' in districts.geojson");
        }

        return shape?.Kind switch
        {
            null => throw new FormatException("a fence needs a geometry or a district"),
            GeoShapeKind.Point => new GeoCircle(shape.Points[0], Metres(properties, "radius", "a Point")),
            GeoShapeKind.LineString => new GeoCorridor(shape.Points, Metres(properties, "width", "a LineString")),
            _ => shape.Area!,
        };
    }

    private static FenceRules ReadRules(JsonElement properties)
    {
        var rules = FenceRules.Default;
        if (Number(properties, "dwellSeconds") is { } dwell)
        {
            rules = rules with { Dwell = Duration.FromSeconds(dwell) };
        }

        if (Number(properties, "minimumStaySeconds") is { } stay)
        {
            rules = rules with { MinimumStay = Duration.FromSeconds(stay) };
        }

        var cross = properties.TryGetProperty("cross", out var wanted) && wanted.ValueKind == JsonValueKind.True;
        return cross ? rules with { Events = rules.Events | FenceEventKinds.Cross } : rules;
    }

    private static double Metres(JsonElement properties, string name, string shape) =>
        Number(properties, name) ?? throw new FormatException($"{shape} needs {name}, in metres");

    private static string? Text(JsonElement of, string name) =>
        of.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static double? Number(JsonElement of, string name) =>
        of.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number ? value.GetDouble() : null;
}
