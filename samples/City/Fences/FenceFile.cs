using System.Text.Json;
using Civic.Geo;

namespace Civic.City.Fences;

/// <summary>
/// The fences of a GeoJSON file. One that cannot be used is named and left out; when the whole file cannot be read, the
/// fences that came with the city are watched instead.
/// </summary>
internal sealed class FenceFile
{
    private static readonly string Standard = Path.Combine(AppContext.BaseDirectory, "fences.geojson");

    private FenceFile(IReadOnlyList<CityFence> fences) => Fences = fences;

    /// <summary>In the order of the file.</summary>
    public IReadOnlyList<CityFence> Fences { get; }

    public static FenceFile Load(CityOptions options, Notices notices)
    {
        var districts = Districts.Load();
        return TryRead(options.Fences, districts, notices)
            ?? (options.Fences == Standard ? null : TryRead(Standard, districts, notices))
            ?? new FenceFile([]);
    }

    private static FenceFile? TryRead(string path, Districts districts, Notices notices)
    {
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(path));
            var root = document.RootElement;
            if (root.ValueKind == JsonValueKind.Object && root.TryGetProperty("features", out var features) && features.ValueKind == JsonValueKind.Array)
            {
                return new FenceFile(ReadAll(features, path, districts, notices));
            }

            notices.Say("fences", $"{path} is no GeoJSON FeatureCollection. Correct it and start again{Instead(path)}.");
        }
        catch (JsonException e)
        {
            notices.Say("fences", $"{path}, line {e.LineNumber + 1}: not valid JSON. Correct it and start again{Instead(path)}.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            notices.Say("fences", $"{path} cannot be read ({e.GetType().Name}). Check the path given with --fences{Instead(path)}.");
        }

        return null;
    }

    private static List<CityFence> ReadAll(JsonElement features, string path, Districts districts, Notices notices)
    {
        var fences = new List<CityFence>();
        var ids = new HashSet<ulong>();
        var number = 0;
        foreach (var feature in features.EnumerateArray())
        {
            number++;
            try
            {
                var fence = FenceFeature.Read(GeoJson.Parse(JsonSerializer.SerializeToUtf8Bytes(feature))[0], districts);
                if (!ids.Add(fence.Look.Id))
                {
                    throw new FormatException($"the id {fence.Look.Id} is used twice");
                }

                fences.Add(fence);
            }
            catch (Exception e) when (e is FormatException or ArgumentException)
            {
                notices.Say("fences", $"{path}, feature {number}: {FirstLine(e.Message)}. This fence is not watched; the others are.");
            }
        }

        return fences;
    }

    private static string Instead(string path) => path == Standard ? "; until then no fence is watched" : "; until then the city's own fences are watched";

    private static string FirstLine(string message) => message.Split('\n')[0].Split(" (Parameter")[0].TrimEnd('.', '\r');
}
