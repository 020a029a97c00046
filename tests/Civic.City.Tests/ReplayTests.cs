using Civic.City.Replay;
using Civic.Geo;
using NodaTime;

namespace Civic.City;

/// <summary>The generated evening and recorded logs.</summary>
public sealed class ReplayTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("civic-city").FullName;

    [Fact]
    public async Task The_evening_comes_through_every_port_when_no_device_does()
    {
        await using var city = await RunningCity.StartAsync(("replay:source", "auto"), ("replay:waitSeconds", "0"), ("replay:devices", "50"));

        var status = await city.StatusAsync(s => s.GetProperty("positions").GetInt32() == 50);

        Assert.Equal("evening", status.GetProperty("replay").GetString());
        Assert.All(
            status.GetProperty("feeds").EnumerateArray().Where(f => f.GetProperty("where").GetString()!.Contains(':', StringComparison.Ordinal)),
            feed => Assert.True(feed.GetProperty("fixes").GetInt64() > 0 && feed.GetProperty("skippedBytes").GetInt64() == 0, feed.GetRawText()));
        Assert.Empty(city.Said);
    }

    [Fact]
    public async Task The_evening_keeps_out_of_the_way_when_a_device_reports()
    {
        await using var city = await RunningCity.StartAsync(("replay:source", "auto"), ("replay:waitSeconds", "0"), ("replay:devices", "20"));
        await city.StatusAsync(s => s.GetProperty("positions").GetInt32() == 20);
        using var device = await TestDevice.ConnectAsync(city.Port("gt06"), new Gt06Voice("356938035643809"));
        await device.TellAsync(37.5, 127);

        var status = await city.StatusAsync(s => s.GetProperty("replay").GetString() == "off");

        Assert.Equal(1, status.GetProperty("positions").GetInt32());
        var line = await city.SaidAsync(l => l.StartsWith("replay: ", StringComparison.Ordinal));
        Assert.Contains("the generated evening has ended", line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_recorded_log_is_shown_as_of_now_whatever_its_date()
    {
        var log = Path.Combine(_folder, "1999.log");
        var sentences = Enumerable.Range(0, 5).Select(second => Sentence($"GPRMC,12000{second}.00,A,4807.0380,N,01131.0{second}00,E,2.4,84.4,230399,,"));
        File.WriteAllLines(log, sentences);

        await using var city = await RunningCity.StartAsync(("replay:source", log), ("replay:speed", "100"));
        await city.StatusAsync(s => s.GetProperty("positions").GetInt32() == 1);

        Assert.Equal(1, (await city.InsideAsync(48.1173, 11.5171, 2000)).GetProperty("certain").GetArrayLength());
    }

    [Fact]
    public void The_same_seed_gives_the_same_evening_and_another_seed_another()
    {
        Assert.Equal(Bytes(1), Bytes(1));
        Assert.NotEqual(Bytes(1), Bytes(2));
    }

    [Fact]
    public void Everybody_stays_in_the_city_and_on_the_move()
    {
        var map = LoadMap();
        foreach (var kind in TravellerKind.All)
        {
            var traveller = new Traveller(map, kind, 42);
            var places = new HashSet<GeoPoint>();
            for (var minute = 0; minute < 300; minute++)
            {
                traveller.Advance(60);
                places.Add(traveller.Position);
                Assert.InRange(traveller.Position.Latitude, 37.44, 37.68);
                Assert.InRange(traveller.Position.Longitude, 126.82, 127.17);
            }

            Assert.True(places.Count > 20, $"{kind.Protocol} was at {places.Count} places in five hours.");
        }
    }

    [Fact]
    public void The_cast_keeps_its_shares_at_any_size()
    {
        var cast = Evening.Cast(200).GroupBy(d => d.Kind).ToDictionary(g => g.Key.Protocol, g => g.Count());

        Assert.All(TravellerKind.All, kind => Assert.Equal(kind.Share * 2, cast[kind.Protocol]));
        Assert.Equal(5, Evening.Cast(6).Select(d => d.Kind.Protocol).Distinct().Count());
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static StreetMap LoadMap() => StreetMap.Load(Path.Combine(AppContext.BaseDirectory, "wwwroot", "streets.geojson"));

    private static byte[] Bytes(int seed)
    {
        var map = LoadMap();
        var frame = new byte[DeviceVoice.MaxFrame];
        var bytes = new List<byte>();
        foreach (var (kind, number) in Evening.Cast(20))
        {
            var traveller = new Traveller(map, kind, (seed * 100_003) + number);
            var voice = kind.Voice(number);
            for (var step = 0; step < 20; step++)
            {
                traveller.Advance(20);
                var time = Instant.FromUtc(2026, 11, 22, 9, 0) + Duration.FromSeconds(step * 2);
                bytes.AddRange(frame.AsSpan(0, voice.Tell(new Report(time, traveller.Position, traveller.Speed, traveller.Course, traveller.Sos), frame)));
            }
        }

        return [.. bytes];
    }

    private static string Sentence(string body) => $"${body}*{body.Aggregate(0, (sum, c) => sum ^ c):X2}\r";
}
