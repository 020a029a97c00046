using System.Text.Json;
using Civic.City.Replay;

namespace Civic.City;

/// <summary>Devices over real sockets.</summary>
public class IntakeTests
{
    public static TheoryData<string> Protocols => ["nmea", "teltonika", "gt06", "jt808", "h02"];

    [Theory, MemberData(nameof(Protocols))]
    public async Task A_device_that_reports_over_tcp_is_found_where_it_said_it_was(string protocol)
    {
        await using var city = await RunningCity.StartAsync();
        using var device = await TestDevice.ConnectAsync(city.Port(protocol), Voice(protocol, 7));

        await device.TellAsync(37.5512, 126.9882);
        await device.FinishAsync();

        var inside = await city.InsideAsync(37.5512, 126.9882, 100);
        var found = Assert.Single(inside.GetProperty("certain").EnumerateArray());
        Assert.Equal(protocol, found.GetProperty("feed").GetString());
        Assert.InRange(found.GetProperty("distance").GetDouble(), 0, 1);
    }

    [Theory, MemberData(nameof(Protocols))]
    public async Task Malformed_bytes_are_counted_and_the_next_good_message_is_taken(string protocol)
    {
        await using var city = await RunningCity.StartAsync();
        var junk = new byte[600];
        new Random(20261122).NextBytes(junk);
        using (var broken = await TestDevice.ConnectAsync(city.Port(protocol), new NmeaVoice("")))
        {
            await broken.SendAsync(junk);
            await broken.FinishAsync();
        }

        using var device = await TestDevice.ConnectAsync(city.Port(protocol), Voice(protocol, 8));
        await device.TellAsync(37.56, 127.01);
        await device.FinishAsync();

        var feed = await FeedAsync(city, protocol, f => f.GetProperty("connections").GetInt32() == 0);
        Assert.Equal(1, (await city.StatusAsync()).GetProperty("positions").GetInt32());
        Assert.InRange(feed.GetProperty("skippedBytes").GetInt64(), junk.Length * 9 / 10, junk.Length);
        Assert.Contains(city.Said, line => line.StartsWith($"{protocol}: ", StringComparison.Ordinal) && line.Contains("right port", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_report_cut_into_single_bytes_is_read_all_the_same()
    {
        await using var city = await RunningCity.StartAsync();
        var voice = Voice("h02", 9);
        var frame = new byte[DeviceVoice.MaxFrame];
        var report = new Report(NodaTime.SystemClock.Instance.GetCurrentInstant(), new Geo.GeoPoint(37.5, 127), 0, 0, false);
        var length = voice.Tell(report, frame);
        using var device = await TestDevice.ConnectAsync(city.Port("h02"), new NmeaVoice(""));
        for (var i = 0; i < length; i++)
        {
            await device.SendAsync(frame.AsMemory(i, 1));
        }

        await device.FinishAsync();

        Assert.Equal(1, (await city.StatusAsync()).GetProperty("positions").GetInt32());
    }

    [Fact]
    public async Task An_sos_becomes_an_event_once_however_often_it_is_repeated()
    {
        await using var city = await RunningCity.StartAsync();
        using var device = await TestDevice.ConnectAsync(city.Port("gt06"), Voice("gt06", 10));
        var now = NodaTime.SystemClock.Instance.GetCurrentInstant();
        await device.TellAsync(37.5512, 126.9882, sos: true, now - NodaTime.Duration.FromSeconds(4));
        await device.TellAsync(37.5513, 126.9882, sos: true, now - NodaTime.Duration.FromSeconds(2));
        await device.TellAsync(37.5514, 126.9882, sos: false, now);

        using var stream = await LiveReader.OpenAsync(city, "tester");
        var devices = await stream.NextAsync("devices");
        var first = await stream.NextAsync("happened");

        Assert.Equal("sos", first.Data.GetProperty("kind").GetString());
        Assert.Equal(1, devices.Data.GetProperty("devices")[0][4].GetDouble());
    }

    [Fact]
    public async Task A_phone_reports_over_http()
    {
        await using var city = await RunningCity.StartAsync();
        var now = NodaTime.SystemClock.Instance.GetCurrentInstant().ToUnixTimeSeconds();

        using var osmand = await city.Http.GetAsync($"/osmand?id=123456&lat=37.5101&lon=127.0202&timestamp={now}&accuracy=8");
        var report = $$"""{"_type":"location","lat":37.5102,"lon":127.0203,"tst":{{now}},"acc":9,"tid":"ab"}""";
        using var body = new StringContent(report, System.Text.Encoding.UTF8, "application/json");
        using var owntracks = await city.Http.PostAsync("/owntracks", body);
        using var nothing = await city.Http.GetAsync("/osmand");
        using var flood = await city.Http.PostAsync("/owntracks", new ByteArrayContent(new byte[2_000_000]));

        Assert.Equal(System.Net.HttpStatusCode.OK, osmand.StatusCode);
        Assert.Equal(System.Net.HttpStatusCode.OK, owntracks.StatusCode);
        Assert.Equal(System.Net.HttpStatusCode.BadRequest, nothing.StatusCode);
        Assert.Equal(System.Net.HttpStatusCode.RequestEntityTooLarge, flood.StatusCode);
        var inside = await city.InsideAsync(37.5101, 127.0202, 100);
        Assert.Equal(["osmand", "owntracks"], inside.GetProperty("certain").EnumerateArray().Select(d => d.GetProperty("feed").GetString()));
    }

    [Fact]
    public async Task More_connections_than_allowed_are_turned_away_and_the_rest_go_on()
    {
        await using var city = await RunningCity.StartAsync(("feeds:h02:maxConnections", "1"));
        using var first = await TestDevice.ConnectAsync(city.Port("h02"), Voice("h02", 1));
        await first.TellAsync(37.5, 127);
        using var second = await TestDevice.ConnectAsync(city.Port("h02"), Voice("h02", 2));

        var feed = await FeedAsync(city, "h02", f => f.GetProperty("turnedAway").GetInt64() == 1);
        await first.TellAsync(37.5, 127, time: NodaTime.SystemClock.Instance.GetCurrentInstant() + NodaTime.Duration.FromSeconds(2));

        Assert.Equal(2, (await FeedAsync(city, "h02", f => f.GetProperty("fixes").GetInt64() == 2)).GetProperty("accepted").GetInt64());
        Assert.Equal(1, feed.GetProperty("connections").GetInt32());
    }

    [Fact]
    public async Task A_silent_connection_is_closed()
    {
        await using var city = await RunningCity.StartAsync(("feeds:nmea:idleSeconds", "1"));
        using var device = await TestDevice.ConnectAsync(city.Port("nmea"), Voice("nmea", 1));
        await FeedAsync(city, "nmea", f => f.GetProperty("connections").GetInt32() == 1);

        var feed = await FeedAsync(city, "nmea", f => f.GetProperty("connections").GetInt32() == 0);

        Assert.True(feed.GetProperty("listening").GetBoolean());
    }

    internal static DeviceVoice Voice(string protocol, int number) => TravellerKind.All.Single(k => k.Protocol == protocol).Voice(number);

    private static async Task<JsonElement> FeedAsync(RunningCity city, string name, Func<JsonElement, bool> wanted)
    {
        JsonElement Feed(JsonElement status) => status.GetProperty("feeds").EnumerateArray().Single(f => f.GetProperty("name").GetString() == name);
        return Feed(await city.StatusAsync(status => wanted(Feed(status))));
    }
}
