using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Civic.City;

/// <summary>The page and what it is made of.</summary>
public class PageTests
{
    [Fact]
    public async Task The_page_forbids_everything_from_elsewhere()
    {
        await using var city = await RunningCity.StartAsync();

        using var response = await city.Http.GetAsync("/");

        var policy = Assert.Single(response.Headers.GetValues("Content-Security-Policy"));
        Assert.StartsWith("default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("http", policy, StringComparison.Ordinal);
        Assert.Contains("Gaon City", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_configured_tile_server_is_the_one_exception()
    {
        await using var city = await RunningCity.StartAsync(("map:tiles", "https://tiles.example.org/{z}/{x}/{y}.png"));

        using var response = await city.Http.GetAsync("/");

        var policy = Assert.Single(response.Headers.GetValues("Content-Security-Policy"));
        Assert.Contains("img-src 'self' data: https://tiles.example.org;", policy, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("words.js", "};")]
    [InlineData("auditor/words.js", "});")]
    public void Every_text_of_the_page_is_there_in_both_languages(string file, string last)
    {
        var words = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "wwwroot", "js", file));
        var korean = Array.FindIndex(words, line => line.StartsWith("  ko: {", StringComparison.Ordinal));
        var english = Array.FindIndex(words, line => line.StartsWith("  en: {", StringComparison.Ordinal));
        var end = Array.FindIndex(words, line => line.StartsWith(last, StringComparison.Ordinal));

        Assert.Equal(Names(words[english..end]), Names(words[korean..english]));
    }

    [Fact]
    public async Task The_city_has_25_districts_that_share_their_borders()
    {
        await using var city = await RunningCity.StartAsync();

        var districts = (await city.Http.GetFromJsonAsync<JsonElement>("/districts.geojson")).GetProperty("features").EnumerateArray().ToList();

        Assert.Equal(25, districts.Select(d => d.GetProperty("properties").GetProperty("nameKo").GetString()).Distinct().Count());
        var steps = new Dictionary<(string, string), int>();
        foreach (var district in districts)
        {
            var ring = district.GetProperty("geometry").GetProperty("coordinates")[0].EnumerateArray().Select(p => p.GetRawText()).ToList();
            Assert.Equal(ring[0], ring[^1]);
            foreach (var step in ring.Zip(ring.Skip(1)))
            {
                steps[step] = steps.GetValueOrDefault(step) + 1;
            }
        }

        // Rings run counter-clockwise, so a shared border is walked once in each direction; most borders are inside the city.
        Assert.All(steps, step => Assert.Equal(1, step.Value));
        var shared = steps.Keys.Count(step => steps.ContainsKey((step.Item2, step.Item1)));
        Assert.True(shared > steps.Count / 2, $"{shared} of {steps.Count} steps are shared.");
    }

    [Fact]
    public async Task Without_the_map_library_the_page_is_told_so()
    {
        await using var city = await RunningCity.StartAsync(("map:library", "none"));

        Assert.False((await city.Http.GetFromJsonAsync<JsonElement>("/api/city")).GetProperty("map").GetBoolean());
    }

    /// <summary>Names of texts: a name, a colon, and then a quoted text or a function.</summary>
    private static List<string> Names(IEnumerable<string> lines) =>
        [.. lines.SelectMany(line => Regex.Matches(line, @"(?<=[\s{,])(\w+): (?=['(]|[a-z]+ =>)")).Select(m => m.Groups[1].Value).Order(StringComparer.Ordinal)];
}
