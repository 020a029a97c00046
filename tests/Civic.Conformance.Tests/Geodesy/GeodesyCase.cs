using System.Text.Json;
using Civic.Geo;

namespace Civic.Conformance.Geodesy;

/// <summary>One published line or ring, with what is expected of it and how closely.</summary>
internal sealed class GeodesyCase
{
    public const string File = "geodesy/geodesic.json";

    private const double GeodTestMetres = 15e-9;

    private readonly string _section;
    private readonly JsonElement _json;
    private readonly string _kind;

    private GeodesyCase(string section, JsonElement json)
    {
        _section = section;
        _json = json;
        _kind = Kind(section, json);
    }

    /// <summary>The lines to be solved as an inverse problem.</summary>
    public static IEnumerable<string> Inverse => Names(static (section, json) => Kind(section, json) is "both" or "inverse");

    /// <summary>The lines to be solved as a direct problem.</summary>
    public static IEnumerable<string> Direct => Names(static (section, json) => Kind(section, json) is "both" or "direct");

    /// <summary>The lines whose area down to the equator is published.</summary>
    public static IEnumerable<string> Areas => Names(static (section, json) => json.TryGetProperty("S12", out _));

    /// <summary>The rings.</summary>
    public static IEnumerable<string> Polygons => Names(static (section, _) => section == "polygons");

    public GeoPoint From => new(Given("lat1", 0), Given("lon1", 1));

    public GeoPoint To => _kind == "direct" ? new(Expected("lat2") ?? double.NaN, Expected("lon2") ?? double.NaN) : new(Given("lat2", 2), Given("lon2", 3));

    public double Course => Given("azi1", 2);

    public double Distance => Given("s12", 3);

    public GeoPoint[] Ring => [.. _json.GetProperty("points").EnumerateArray().Select(static p => new GeoPoint(p[0].GetDouble(), p[1].GetDouble()))];

    /// <summary>Metres by which a computed distance may differ.</summary>
    public double DistanceTolerance => Tolerance("s12") ?? _section switch { "table20" => 1e-8, "cityScale" => 1e-6, _ => GeodTestMetres };

    /// <summary>Metres by which a computed place may differ.</summary>
    public double PlaceTolerance => Tolerance("deg") * 111_320 ?? (_section == "geodTest" ? GeodTestMetres : 1e-6);

    /// <summary>Degrees by which a computed course may differ, or nothing when the source states none.</summary>
    public double? CourseTolerance => Tolerance("azi") ?? Tolerance("deg") ?? (_section == "table20" ? 1e-13 : null);

    public double? Expected(string name)
    {
        var from = _json.TryGetProperty("expected", out var expected) ? expected : _json;
        return from.TryGetProperty(name, out var value) ? Number(value) : null;
    }

    public double? Tolerance(string name) =>
        _json.TryGetProperty("tolerance", out var tolerance) && tolerance.TryGetProperty(name, out var value) ? value.GetDouble() : null;

    /// <summary>Finds a case by the name it was listed with.</summary>
    public static GeodesyCase Open(string name) => All().ElementAt(int.Parse(name.AsSpan(0, name.IndexOf(' ')), provider: null));

    private static string Kind(string section, JsonElement json) => json.TryGetProperty("kind", out var kind)
        ? kind.GetString()!
        : section is "geodTest" or "table20" ? "both" : "none";

    private static IEnumerable<string> Names(Func<string, JsonElement, bool> wanted) => All()
        .Select(static (found, index) => (Found: found, Name: $"{index} {found._section} {found.Title()}"))
        .Where(row => wanted(row.Found._section, row.Found._json))
        .Select(static row => row.Name);

    private static IEnumerable<GeodesyCase> All()
    {
        using var document = JsonDocument.Parse(System.IO.File.ReadAllBytes(ConformanceCases.Find(File)!));
        var sections = document.RootElement.Clone().EnumerateObject();
        foreach (var section in sections.Where(static s => s.Value.ValueKind is JsonValueKind.Object or JsonValueKind.Array))
        {
            var lists = section.Value.ValueKind == JsonValueKind.Array
                ? [section.Value]
                : section.Value.EnumerateObject().Select(static p => p.Value).Where(static v => v.ValueKind == JsonValueKind.Array);
            foreach (var json in lists.SelectMany(static list => list.EnumerateArray()))
            {
                yield return new GeodesyCase(section.Name, json);
            }
        }
    }

    private static double Number(JsonElement value) => value.ValueKind == JsonValueKind.Number ? value.GetDouble() : double.NaN;

    private string Title() => _json.TryGetProperty("source", out var source) ? source.GetString()!.Split(':')[^1] : string.Empty;

    private double Given(string name, int index) =>
        Number(_json.TryGetProperty("input", out var input) ? input[index] : _json.GetProperty(name));
}
