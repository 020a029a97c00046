using Civic.Geo;

namespace Civic.City.Fences;

/// <summary>The areas of the city's districts, by code.</summary>
internal sealed class Districts
{
    private readonly Dictionary<string, GeoArea> _areas = new(StringComparer.Ordinal);

    public static Districts Load()
    {
        var districts = new Districts();
        foreach (var feature in GeoJson.Parse(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "wwwroot", "districts.geojson"))))
        {
            districts._areas[feature.Properties.GetProperty("code").GetString()!] = feature.Shape!.Area!;
        }

        return districts;
    }

    /// <summary>Area of a district, or <see langword="null"/>.</summary>
    public GeoArea? Find(string code) => _areas.GetValueOrDefault(code);
}
