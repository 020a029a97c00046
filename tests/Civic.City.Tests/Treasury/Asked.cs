using System.Text.Json;

namespace Civic.City.Treasury;

/// <summary>Questions to a city's ledger, as auditor 7 on a spot check.</summary>
internal static class Asked
{
    private const string Looker = "actor=7&reason=2";

    /// <summary>A city whose ledger is open.</summary>
    public static async Task<RunningCity> ReadyAsync(params (string Name, string Value)[] settings)
    {
        var city = await RunningCity.StartAsync(settings);
        await city.BookAsync("ready");
        return city;
    }

    /// <summary>A city whose evening plays and pays.</summary>
    public static Task<RunningCity> PayingAsync(params (string Name, string Value)[] settings) =>
        ReadyAsync([("replay:source", "on"), ("replay:devices", "5"), ("ledger:sessionSeconds", "0.3"), .. settings]);

    /// <summary>How the ledger is doing, once it is in that state.</summary>
    public static Task<JsonElement> BookAsync(this RunningCity city, string state) =>
        Patience.UntilAsync(() => city.JsonAsync("status"), s => s.GetProperty("state").GetString() == state);

    public static Task<JsonElement> SummaryAsync(this RunningCity city) => city.JsonAsync("summary");

    /// <summary>The summary once this many fees were charged today at least.</summary>
    public static Task<JsonElement> SummaryAsync(this RunningCity city, long won) =>
        Patience.UntilAsync(city.SummaryAsync, s => Today(s) >= won);

    /// <summary>Won that were shared today.</summary>
    public static long Today(JsonElement summary) =>
        new[] { "owner", "operator", "district" }.Sum(party => Won(summary.GetProperty("today").GetProperty(party)));

    public static long Won(JsonElement digits) => long.Parse(digits.GetString()!, System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>An answer, whether it is one or says why there is none.</summary>
    public static async Task<JsonElement> JsonAsync(this RunningCity city, string path)
    {
        using var response = await city.GetAsync(path);
        return JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement;
    }

    public static Task<HttpResponseMessage> GetAsync(this RunningCity city, string path) =>
        city.Http.GetAsync(new Uri($"/api/ledger/{path}{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}{Looker}", UriKind.Relative));

    /// <summary>What the check of the whole journal came to.</summary>
    public static async Task<JsonElement> VerifyAsync(this RunningCity city, string earlier = "")
    {
        using var response = await city.GetAsync($"verify{earlier}");
        var lines = (await response.Content.ReadAsStringAsync()).Split('\n');
        var done = Array.IndexOf(lines, "event: done");
        Assert.True(done >= 0, string.Join('\n', lines));
        return JsonDocument.Parse(lines[done + 1]["data: ".Length..]).RootElement;
    }
}
