using System.Net.Http.Json;
using System.Text.Json;

namespace Civic.City;

/// <summary>What a viewer is sent.</summary>
public class LiveStreamTests
{
    // The middle of the protection radius, fence 5, and a place far outside it.
    private static readonly (double Latitude, double Longitude) Inside = (37.5560, 127.0290);
    private static readonly (double Latitude, double Longitude) Outside = (37.5760, 127.0290);

    [Fact]
    public async Task A_viewer_sees_a_device_enter_a_fence_and_leave_it()
    {
        await using var city = await RunningCity.StartAsync();
        using var stream = await LiveReader.OpenAsync(city, "tester");
        await WalkAsync(city);

        var enter = await stream.NextAsync("happened");
        var exit = await stream.NextAsync("happened");

        Assert.Equal(("enter", 5), (enter.Data.GetProperty("kind").GetString(), enter.Data.GetProperty("fence").GetInt32()));
        Assert.Equal(("exit", 5), (exit.Data.GetProperty("kind").GetString(), exit.Data.GetProperty("fence").GetInt32()));
    }

    [Fact]
    public async Task A_viewer_that_reconnects_gets_what_it_missed_and_nothing_twice()
    {
        await using var city = await RunningCity.StartAsync();
        await WalkAsync(city);
        long first;
        using (var stream = await LiveReader.OpenAsync(city, "tester"))
        {
            first = (await stream.NextAsync("happened")).Id!.Value;
        }

        using var again = await LiveReader.OpenAsync(city, "tester", lastEvent: first);
        var next = await again.NextAsync("happened");

        Assert.Equal(first + 1, next.Id);
        Assert.Equal("exit", next.Data.GetProperty("kind").GetString());
    }

    [Fact]
    public async Task The_number_of_devices_inside_a_fence_follows_them()
    {
        await using var city = await RunningCity.StartAsync();
        using var device = await TestDevice.ConnectAsync(city.Port("teltonika"), IntakeTests.Voice("teltonika", 3));
        await device.TellAsync(Inside.Latitude, Inside.Longitude);
        using var stream = await LiveReader.OpenAsync(city, "tester");

        var counts = await Patience.UntilAsync(
            () => stream.NextAsync("fences"), m => m.Data.EnumerateArray().Any(f => f[0].GetInt32() == 5 && f[1].GetInt32() == 1));

        Assert.Equal(10, counts.Data.GetArrayLength());
    }

    [Fact]
    public async Task Every_look_at_where_people_are_leaves_a_record()
    {
        await using var city = await RunningCity.StartAsync();
        using (var stream = await LiveReader.OpenAsync(city, "watcher"))
        {
            await stream.NextAsync("devices");
        }

        await city.InsideAsync(37.5, 127, 300, "asker\u0007");

        var records = await Patience.UntilAsync(() => city.Http.GetFromJsonAsync<JsonElement>("/api/access"), r => r.GetArrayLength() == 3);
        var all = records.EnumerateArray().Select(r => (r.GetProperty("who").GetString(), r.GetProperty("what").GetString())).ToHashSet();
        Assert.Equal([("watcher", "live"), ("asker", "circle"), ("watcher", "live-end")], all);
        Assert.Equal(300, records.EnumerateArray().Single(r => r.GetProperty("what").GetString() == "circle").GetProperty("radius").GetDouble());
    }

    [Fact]
    public async Task Neither_status_nor_stream_nor_notices_name_a_device()
    {
        await using var city = await RunningCity.StartAsync();
        using var device = await TestDevice.ConnectAsync(city.Port("gt06"), new Replay.Gt06Voice("356938035643809"));
        await device.TellAsync(Inside.Latitude, Inside.Longitude);
        using var stream = await LiveReader.OpenAsync(city, "tester");
        var sent = (await stream.NextAsync("devices")).Data.GetRawText() + (await stream.NextAsync("happened")).Data.GetRawText();

        var answer = await city.InsideAsync(37.5560, 127.0290, 500);
        var everything = sent + answer.GetRawText() + await city.Http.GetStringAsync("/status") + string.Join('\n', city.Said);

        Assert.DoesNotContain("3569380356438", everything, StringComparison.Ordinal);
    }

    private static async Task WalkAsync(RunningCity city)
    {
        using var device = await TestDevice.ConnectAsync(city.Port("teltonika"), IntakeTests.Voice("teltonika", 3));
        var start = NodaTime.SystemClock.Instance.GetCurrentInstant() - NodaTime.Duration.FromSeconds(20);
        foreach (var (place, seconds) in new[] { (Outside, 0), (Inside, 5), (Outside, 10) })
        {
            await device.TellAsync(place.Latitude, place.Longitude, time: start + NodaTime.Duration.FromSeconds(seconds));
        }
    }
}
