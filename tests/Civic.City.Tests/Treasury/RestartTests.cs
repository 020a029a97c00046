using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;

namespace Civic.City.Treasury;

/// <summary>What was acknowledged is there again, however the city ended.</summary>
public class RestartTests
{
    [Fact]
    public async Task A_city_that_stops_closes_its_book_and_finds_it_again()
    {
        using var folder = new TemporaryFolder();
        JsonElement before;
        await using (var city = await Asked.PayingAsync(("ledger:data", folder.Path)))
        {
            before = await city.SummaryAsync(won: 1_000);
        }

        Assert.True(new FileInfo(Path.Combine(folder.Path, "city.journal")).Length > 0);
        Assert.False(File.Exists(Path.Combine(folder.Path, "city.journal-wal")));
        await using var again = await Asked.ReadyAsync(("ledger:data", folder.Path));
        Assert.Contains(again.Said, l => l.StartsWith("ledger: replaying, ", StringComparison.Ordinal));
        IsAtLeast(before, await again.SummaryAsync());
        Assert.True((await again.VerifyAsync()).GetProperty("valid").GetBoolean());
    }

    [Fact]
    public async Task A_city_that_is_killed_loses_nothing_that_it_acknowledged()
    {
        using var folder = new TemporaryFolder();
        var before = await KilledAsync(folder.Path);

        await using var again = await Asked.ReadyAsync(("ledger:data", folder.Path));

        IsAtLeast(before, await again.SummaryAsync());
        var verified = await again.VerifyAsync($"?count={before.GetProperty("head").GetProperty("count")}&root={before.GetProperty("head").GetProperty("root")}");
        Assert.True(verified.GetProperty("valid").GetBoolean());
        Assert.Equal("grown", verified.GetProperty("earlier").GetString());
    }

    /// <summary>Starts a city in a process of its own, lets fees be charged, and kills it in the middle of it.</summary>
    /// <returns>The last summary it gave.</returns>
    private static async Task<JsonElement> KilledAsync(string data)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        string[] arguments =
        [
            Path.Combine(AppContext.BaseDirectory, "City.dll"), "--urls", "http://127.0.0.1:0", "--data", data, "--replay", "on", "--devices", "5",
            "--ledger:sessionSeconds", "0.3", .. new[] { "nmea", "teltonika", "gt06", "jt808", "h02" }.SelectMany(p => new[] { $"--feeds:{p}:port", "0" }),
        ];
        Array.ForEach(arguments, start.ArgumentList.Add);
        using var process = Process.Start(start)!;
        try
        {
            // Read to the end, so that the city is never kept waiting by a full pipe.
            _ = process.StandardError.ReadToEndAsync();
            string? line;
            while ((line = await process.StandardOutput.ReadLineAsync()) is not null && !line.StartsWith("Gaon City is at ", StringComparison.Ordinal))
            {
            }

            Assert.NotNull(line);
            using var http = new HttpClient { BaseAddress = new Uri(line.Split(' ')[4]) };
            return await Patience.UntilAsync(
                async () =>
                {
                    using var response = await http.GetAsync(new Uri("/api/ledger/summary", UriKind.Relative));
                    return response.IsSuccessStatusCode ? await response.Content.ReadFromJsonAsync<JsonElement>() : default;
                },
                s => s.ValueKind == JsonValueKind.Object && Asked.Today(s) > 1_000);
        }
        finally
        {
            process.Kill();
            await process.WaitForExitAsync();
        }
    }

    private static void IsAtLeast(JsonElement before, JsonElement now)
    {
        Assert.True(now.GetProperty("entries").GetInt64() >= before.GetProperty("entries").GetInt64());
        Assert.True(Asked.Today(now) >= Asked.Today(before), string.Create(CultureInfo.InvariantCulture, $"{Asked.Today(now)} of {Asked.Today(before)} won are there."));
        Assert.True(Asked.Won(now.GetProperty("totals")[0].GetProperty("debits")) >= Asked.Won(before.GetProperty("totals")[0].GetProperty("debits")));
        Assert.True(now.GetProperty("balanced").GetBoolean());
    }
}
