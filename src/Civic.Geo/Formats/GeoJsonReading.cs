using System.Text.Json;

namespace Civic.Geo;

/// <summary>From JSON elements to features. Everything refused is a <see cref="FormatException"/> that starts with the path.</summary>
internal static class GeoJsonReading
{
    public static IReadOnlyList<GeoFeature> Features(JsonElement root)
    {
        RefuseOtherSystems(root);
        switch (Type(root, "$"))
        {
            case "FeatureCollection":
                var features = new List<GeoFeature>();
                var index = 0;
                foreach (var item in Member(root, "features", JsonValueKind.Array, "$").EnumerateArray())
                {
                    features.Add(Feature(item, $"$.features[{index++}]"));
                }

                return features;
            case "Feature":
                return [Feature(root, "$")];
            default:
                return [new GeoFeature(Geometry(root, "$"))];
        }
    }

    private static GeoFeature Feature(JsonElement element, string path)
    {
        if (Type(element, path) != "Feature")
        {
            throw new FormatException($"{path}.type: a Feature is expected here.");
        }

        if (!element.TryGetProperty("geometry"u8, out var geometry))
        {
            throw new FormatException($"{path}: the member 'geometry' is missing; write null for a feature without a place.");
        }

        var shape = geometry.ValueKind == JsonValueKind.Null ? null : Geometry(geometry, path + ".geometry");
        var properties = element.TryGetProperty("properties"u8, out var found) ? found : default;
        if (properties.ValueKind is not (JsonValueKind.Undefined or JsonValueKind.Null or JsonValueKind.Object))
        {
            throw new FormatException($"{path}.properties: an object or null is expected.");
        }

        var id = element.TryGetProperty("id"u8, out var name) ? name : default;
        if (id.ValueKind is not (JsonValueKind.Undefined or JsonValueKind.String or JsonValueKind.Number))
        {
            throw new FormatException($"{path}.id: a string or a number is expected.");
        }

        return new GeoFeature(shape, Kept(properties), Kept(id));
    }

    /// <summary>A copy that outlives the document.</summary>
    private static JsonElement Kept(JsonElement element) => element.ValueKind == JsonValueKind.Undefined ? default : element.Clone();

    private static GeoShape Geometry(JsonElement element, string path)
    {
        var type = Type(element, path);
        if (type is not ("Point" or "LineString" or "MultiLineString" or "Polygon" or "MultiPolygon"))
        {
            throw new FormatException($"{path}.type: '{type}' is not read; Point, LineString, Polygon and MultiPolygon are.");
        }

        var coordinates = Member(element, "coordinates", JsonValueKind.Array, path);
        path += ".coordinates";
        try
        {
            return type switch
            {
                "Point" => GeoShape.Of(GeoJsonCoordinates.Position(coordinates, path)),
                "LineString" => GeoShape.Of(GeoJsonCoordinates.Positions(coordinates, path)),
                "MultiLineString" => AntimeridianJoin.Line(GeoJsonCoordinates.Lines(coordinates, path)),
                "Polygon" => AntimeridianJoin.Polygons([GeoJsonCoordinates.Polygon(coordinates, path)]),
                _ => Several(AntimeridianJoin.Polygons(GeoJsonCoordinates.Polygons(coordinates, path)), coordinates.GetArrayLength()),
            };
        }
        catch (ArgumentException refused)
        {
            throw new FormatException($"{path}: {Words(refused)}");
        }
    }

    /// <summary>A MultiPolygon of one stays what it was; one that was only cut becomes a polygon.</summary>
    private static GeoShape Several(GeoShape shape, int count) =>
        count == 1 && shape.Area is GeoPolygon polygon ? GeoShape.Of(new GeoMultiPolygon([polygon])) : shape;

    /// <summary>The message without the parameter's name, which means nothing to who wrote the file.</summary>
    private static string Words(ArgumentException refused)
    {
        var end = refused.Message.LastIndexOf(" (Parameter", StringComparison.Ordinal);
        return end < 0 ? refused.Message : refused.Message[..end];
    }

    private static string Type(JsonElement element, string path)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            throw new FormatException($"{path}: an object with a 'type' is expected.");
        }

        return Member(element, "type", JsonValueKind.String, path).GetString()!;
    }

    private static JsonElement Member(JsonElement element, string name, JsonValueKind kind, string path)
    {
        if (!element.TryGetProperty(name, out var member))
        {
            throw new FormatException($"{path}: the member '{name}' is missing.");
        }

        return member.ValueKind == kind ? member : throw new FormatException($"{path}.{name}: {kind} is expected, not {member.ValueKind}.");
    }

    /// <summary>The 'crs' of the older GeoJSON: only WGS 84 is what our numbers mean.</summary>
    private static void RefuseOtherSystems(JsonElement root)
    {
        if (root.ValueKind == JsonValueKind.Object && root.TryGetProperty("crs"u8, out var system) && system.ValueKind != JsonValueKind.Null)
        {
            var text = system.GetRawText();
            if (!text.Contains("CRS84", StringComparison.OrdinalIgnoreCase) && !text.Contains("4326", StringComparison.Ordinal))
            {
                throw new FormatException("$.crs: only WGS 84 longitude and latitude are read; convert the file to it.");
            }
        }
    }
}
