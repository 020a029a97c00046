using System.Net;
using System.Net.Sockets;
using System.Text.Json;

namespace Civic.City;

/// <summary>What is wrong is said in one line with what to do, and the rest goes on.</summary>
public sealed class BadInputTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("civic-city").FullName;

    [Fact]
    public async Task A_port_in_use_closes_one_listener_only()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var port = ((IPEndPoint)other.LocalEndpoint).Port;

        await using var city = await RunningCity.StartAsync(("feeds:gt06:port", $"{port}"));

        var line = Assert.Single(city.Said);
        Assert.StartsWith($"gt06: port {port} is in use", line, StringComparison.Ordinal);
        Assert.Contains("--feeds:gt06:port", line, StringComparison.Ordinal);
        var feeds = (await city.StatusAsync()).GetProperty("feeds").EnumerateArray();
        var listening = feeds.ToDictionary(f => f.GetProperty("name").GetString()!, f => f.GetProperty("listening").GetBoolean());
        Assert.False(listening["gt06"]);
        Assert.True(listening["nmea"] && listening["teltonika"] && listening["jt808"] && listening["h02"]);
    }

    [Fact]
    public async Task A_broken_settings_file_is_named_with_its_line_and_left_out()
    {
        var path = Write("city.json", "{\n  \"feeds\": {\n    \"gt06\": { \"port\": 1 \"address\": 2 }\n} }");

        await using var city = await RunningCity.StartAsync(("config", path));

        var line = Assert.Single(city.Said);
        Assert.StartsWith($"settings: {path}, line 3: not valid JSON.", line, StringComparison.Ordinal);
        Assert.All((await city.StatusAsync()).GetProperty("feeds").EnumerateArray(), f => Assert.True(f.GetProperty("listening").GetBoolean()));
    }

    [Theory]
    [InlineData("feeds:gt06:port", "seventy", "gt06: 'seventy' is no port")]
    [InlineData("feeds:gt06:port", "70000", "gt06: '70000' is no port")]
    [InlineData("feeds:gt06:address", "here", "gt06: 'here' is no IP address")]
    [InlineData("replay:devices", "-3", "settings: replay:devices is 1 to 20000, not '-3'. 500 is used.")]
    public async Task A_setting_that_cannot_be_used_is_said_in_one_line(string name, string value, string complaint)
    {
        await using var city = await RunningCity.StartAsync((name, value));

        Assert.StartsWith(complaint, Assert.Single(city.Said), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await city.Http.GetAsync("/status")).StatusCode);
    }

    [Fact]
    public async Task A_fence_file_that_is_no_json_is_named_with_its_line_and_the_own_fences_are_watched()
    {
        var path = Write("mine.geojson", "{\n\"features\": [\n{]\n}");

        await using var city = await RunningCity.StartAsync(("fences", path));

        Assert.StartsWith($"fences: {path}, line 3: not valid JSON.", Assert.Single(city.Said), StringComparison.Ordinal);
        Assert.Equal(10, (await FencesAsync(city)).Count);
    }

    [Fact]
    public async Task A_fence_that_cannot_be_is_named_and_the_others_are_watched()
    {
        var path = Write("mine.geojson", """
            { "type": "FeatureCollection", "features": [
            { "type": "Feature", "id": 1, "properties": { "nameEn": "fine" , "radius": 100 }, "geometry": { "type": "Point", "coordinates": [127, 37.5] } },
            { "type": "Feature", "id": 2, "properties": { "nameEn": "no radius" }, "geometry": { "type": "Point", "coordinates": [127, 37.5] } },
            { "type": "Feature", "id": 3, "properties": { "nameEn": "nowhere", "district": "atlantis" }, "geometry": null },
            { "type": "Feature", "id": 1, "properties": { "nameEn": "again", "radius": 100 }, "geometry": { "type": "Point", "coordinates": [127, 37.5] } },
            { "type": "Feature", "id": 5, "properties": { "nameEn": "bow tie" },
              "geometry": { "type": "Polygon", "coordinates": [[[127,37],[127.1,37.1],[127.1,37],[127,37.1],[127,37]]] } },
            { "type": "Feature", "id": 6, "properties": { "nameEn": "off the Earth", "radius": 5 },
              "geometry": { "type": "Point", "coordinates": [37.5, 127] } },
            7 ] }
            """);

        await using var city = await RunningCity.StartAsync(("fences", path));

        Assert.Equal(["fine"], (await FencesAsync(city)).Select(f => f.GetProperty("nameEn").GetString()));
        Assert.Equal(["2", "3", "4", "5", "6", "7"], city.Said.Select(line => line.Split("feature ")[1].Split(':')[0]));
        Assert.Contains("a Point needs radius", city.Said[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_replay_file_is_said_and_the_city_runs_on()
    {
        await using var city = await RunningCity.StartAsync(("replay:source", Path.Combine(_folder, "nothing.log")));

        var line = await city.SaidAsync(l => l.StartsWith("replay: ", StringComparison.Ordinal));

        Assert.Contains("nothing.log", line, StringComparison.Ordinal);
        Assert.Contains("The city runs on", line, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await city.Http.GetAsync("/status")).StatusCode);
    }

    [Fact]
    public async Task A_replay_file_without_nmea_is_named_and_left_out()
    {
        var path = Write("holiday.log", new string('x', 5000));

        await using var city = await RunningCity.StartAsync(("replay:source", path));

        var line = await city.SaidAsync(l => l.StartsWith("replay: ", StringComparison.Ordinal));
        Assert.Contains("holiday.log holds no NMEA sentences", line, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("there is no option '--repaly'", "--repaly", "off")]
    [InlineData("--devices needs a value", "--devices")]
    [InlineData("there is no option 'extra'", "--devices", "5", "extra")]
    public void A_wrong_option_is_said(string expected, params string[] args)
    {
        CommandLine.Read(args, out var complaint);

        Assert.StartsWith(expected, complaint, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_option_ends_the_program_with_2_and_a_taken_address_with_1()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        using var data = new Treasury.TemporaryFolder();

        Assert.Equal(2, await Program.Main(["--nonsense"]));
        Assert.Equal(1, await Program.Main([
            "--urls", $"http://127.0.0.1:{((IPEndPoint)other.LocalEndpoint).Port}", "--replay", "off", "--data", data.Path,
            "--feeds:nmea:port", "0", "--feeds:gt06:port", "0", "--feeds:jt808:port", "0", "--feeds:h02:port", "0", "--feeds:teltonika:port", "0"]));
    }

    [Theory]
    [InlineData("""{"latitude":91,"longitude":0,"radius":5}""")]
    [InlineData("""{"latitude":37,"longitude":127,"radius":0}""")]
    [InlineData("""{"latitude":37,"longitude":127,"radius":1e9}""")]
    [InlineData("""{"latitude":"north"}""")]
    [InlineData("not json")]
    public async Task A_question_that_makes_no_sense_is_refused(string body)
    {
        await using var city = await RunningCity.StartAsync();

        using var response = await city.Http.PostAsync("/api/inside", new StringContent(body, System.Text.Encoding.UTF8, "application/json"));

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static async Task<List<JsonElement>> FencesAsync(RunningCity city)
    {
        using var document = JsonDocument.Parse(await city.Http.GetStringAsync("/api/city"));
        return [.. document.RootElement.Clone().GetProperty("fences").EnumerateArray()];
    }

    private string Write(string name, string text)
    {
        var path = Path.Combine(_folder, name);
        File.WriteAllText(path, text);
        return path;
    }
}
