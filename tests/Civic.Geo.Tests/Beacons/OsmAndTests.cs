using System.Text;
using Civic.Testing;
using NodaTime;

namespace Civic.Geo.Beacons;

public class OsmAndTests
{
    private const string Json = """
        {"location":{"event":"motionchange","is_moving":true,"timestamp":"2026-07-21T08:06:34.444Z","odometer":0,
         "coords":{"latitude":-6.1148096,"longitude":106.6837015,"accuracy":3.8,"speed":18.67,"heading":63,"altitude":35.7},
         "activity":{"type":"still","confidence":100},"battery":{"is_charging":true,"level":0.79},"extras":{}},"device_id":"8737767034"}
        """;

    [Fact]
    public void A_query_is_read_whole()
    {
        var wire = Open().Get("id=42&lat=37.5665&lon=126.978&timestamp=1795323600&speed=36&bearing=90.5&altitude=38&accuracy=4.5&hdop=0.9&batt=87&charge=true&fuel=24&valid=true");
        Assert.Equal(200, wire.Status);
        Assert.Equal("", wire.Reply);
        var fix = wire.Fix;
        Assert.Equal("42", fix.Device.Reveal());
        Assert.Equal(Instant.FromUnixTimeSeconds(1_795_323_600), fix.FixTime);
        Assert.Equal(Wire.Now, fix.ReceiveTime);
        Assert.Equal(new GeoPoint(37.5665, 126.978), fix.Position);
        Assert.Equal(36 * 1852 / 3600.0, fix.Speed, 1e-9);
        Assert.Equal(90.5, fix.Course);
        Assert.Equal(38, fix.Altitude);
        Assert.Equal(4.5, fix.Accuracy);
        Assert.Equal(0.9, fix.Hdop);
        Assert.Equal(87, fix.Battery);
        Assert.Equal(FixFlags.Charging, fix.Flags);
        Assert.Equal(FixValidity.Valid, fix.Validity);
        Assert.Equal(FixIntegrity.Unchecked, fix.Integrity);
    }

    [Fact]
    public void A_form_is_read_like_a_query_and_across_segments()
    {
        const string form = "deviceid=a%20b&location=37.5%2C127&timestamp=2026-11-22+09%3A00%3A00\r\n";
        var whole = Open().Post(form, "application/x-www-form-urlencoded");
        Assert.Equal("a b", whole.Fix.Device.Reveal());
        Assert.Equal(Instant.FromUtc(2026, 11, 22, 9, 0), whole.Fix.FixTime);
        Assert.Equal(new GeoPoint(37.5, 127), whole.Fix.Position);
        Assert.Equal(whole.Fix, Open().Send("", "", [.. Encoding.UTF8.GetBytes(form).Chunk(3)], "").Fix);
    }

    [Theory]
    [InlineData("1795323600", "2026-11-22T05:00:00Z")]
    [InlineData("1795323600123", "2026-11-22T05:00:00.123Z")]
    [InlineData("1795323600.5", "2026-11-22T05:00:00.5Z")]
    [InlineData("2147483647", "2038-01-19T03:14:07Z")]
    [InlineData("2147483648", "1970-01-25T20:31:23.648Z")]
    [InlineData("2026-11-22T05:00:00Z", "2026-11-22T05:00:00Z")]
    [InlineData("2026-11-22T05:00:00.1234567Z", "2026-11-22T05:00:00.123Z")]
    [InlineData("2026-11-22T14:00:00%2B09:00", "2026-11-22T05:00:00Z")]
    [InlineData("2026-11-22T14:00:00+0900", "2026-11-22T05:00:00Z")]
    [InlineData("2026-11-22T01:30:00-03:30", "2026-11-22T05:00:00Z")]
    [InlineData("2026-11-22%2005:00:00", "2026-11-22T05:00:00Z")]
    [InlineData("2026-11-22T05:00", "2026-11-22T05:00:00Z")]
    public void A_moment_is_read_however_it_is_written(string timestamp, string expected) =>
        Assert.Equal(NodaTime.Text.InstantPattern.ExtendedIso.Parse(expected).Value, Open().Get("id=1&lat=1&lon=1&timestamp=" + timestamp).Fix.FixTime);

    [Theory]
    [InlineData("lat=x&lon=1")]
    [InlineData("lat=1&lon=")]
    [InlineData("location=1")]
    [InlineData("timestamp=yesterday")]
    [InlineData("timestamp=2026-02-30T00:00:00Z")]
    [InlineData("timestamp=2026-11-22T25:00:00Z")]
    [InlineData("timestamp=2026-11-22T05:00:00X")]
    [InlineData("timestamp=-5")]
    [InlineData("timestamp=1e300")]
    [InlineData("lat=NaN&lon=1")]
    public void A_place_or_time_that_cannot_be_read_is_answered_400(string parameters)
    {
        var wire = Open().Get("id=1&" + parameters);
        Assert.Equal(400, wire.Status);
        Assert.Empty(wire.Fixes);
        Assert.Equal(1, wire.Counters.RefusedFor(RefusalReason.Malformed));
    }

    [Fact]
    public void Without_a_time_none_is_invented()
    {
        var fix = Open().Get("id=1&lat=1&lon=2").Fix;
        Assert.Equal(TimeQuality.None, fix.TimeQuality);
        Assert.True(fix.HasPosition);
    }

    [Fact]
    public void Without_coordinates_it_is_an_event()
    {
        var wire = Open().Get("id=1&alarm=sos&batt=5");
        Assert.Equal(200, wire.Status);
        Assert.False(wire.Fix.HasPosition);
        Assert.Equal(FixFlags.Sos, wire.Fix.Flags);
    }

    [Fact]
    public void Coordinates_outside_the_earth_are_an_event_that_is_not_asked_for_again()
    {
        var wire = Open().Get("id=1&lat=90.1&lon=2");
        Assert.Equal(200, wire.Status);
        Assert.False(wire.Fix.HasPosition);
        Assert.Equal(1, wire.Counters.RefusedFor(RefusalReason.PositionOutOfRange));
    }

    [Theory]
    [InlineData("lat=1&lon=2", 400)]
    [InlineData("id=&lat=1&lon=2", 400)]
    [InlineData("id=0123456789012345678901234567890123456789&lat=1", 400)]
    [InlineData("id=%00&lat=1", 400)]
    [InlineData("", 400)]
    [InlineData("id=stranger&lat=1&lon=2", 403)]
    public void A_device_without_a_name_is_answered_400_and_a_stranger_403(string query, int status)
    {
        var wire = new PhoneWire(new OsmAndProtocol(new BeaconOptions { Accept = key => key != DeviceKey.Parse("stranger") })).Get(query);
        Assert.Equal(status, wire.Status);
        Assert.Empty(wire.Fixes);
        Assert.Equal(1, wire.Counters.Refused);
    }

    [Theory]
    [InlineData("sos=1", FixFlags.Sos)]
    [InlineData("alarm=SOS", FixFlags.Sos)]
    [InlineData("alarm=lowBattery", FixFlags.LowBattery)]
    [InlineData("alarm=general", FixFlags.OtherAlarm)]
    [InlineData("sos=0", FixFlags.None)]
    [InlineData("ignition=true", FixFlags.IgnitionOn)]
    [InlineData("ignition=false", FixFlags.IgnitionOff)]
    [InlineData("motion=true", FixFlags.Moving)]
    public void Words_become_flags(string parameter, FixFlags expected) => Assert.Equal(expected, Open().Get("id=1&" + parameter).Fix.Flags);

    [Theory]
    [InlineData("true", FixValidity.Valid)]
    [InlineData("1", FixValidity.Valid)]
    [InlineData("false", FixValidity.Invalid)]
    [InlineData("0", FixValidity.Invalid)]
    public void The_app_may_doubt_its_own_place(string valid, FixValidity expected) => Assert.Equal(expected, Open().Get($"id=1&lat=1&lon=2&valid={valid}").Fix.Validity);

    [Fact]
    public void Of_a_parameter_given_twice_the_last_counts() => Assert.Equal(new GeoPoint(3, 2), Open().Get("id=1&lat=1&lon=2&lat=3").Fix.Position);

    [Fact]
    public void A_measurement_that_is_no_number_or_unknown_is_left_out()
    {
        var fix = Open().Get("id=1&lat=1&lon=2&speed=fast&bearing=-1&accuracy=-1&altitude=&batt=101&hdop=NaN&=&&x&%zz=1").Fix;
        Assert.True(fix.HasPosition);
        Assert.All([fix.Speed, fix.Course, fix.Accuracy, fix.Altitude, fix.Battery, fix.Hdop], value => Assert.True(double.IsNaN(value)));
    }

    [Fact]
    public void Speed_is_in_knots_unless_told_otherwise()
    {
        Assert.Equal(10, new PhoneWire(new OsmAndProtocol(speedUnit: OsmAndSpeedUnit.MetresPerSecond)).Get("id=1&lat=1&lon=2&speed=10").Fix.Speed);
        Assert.Equal(5.144444, Open().Get("id=1&lat=1&lon=2&speed=10").Fix.Speed, 1e-6);
    }

    [Fact]
    public void Json_is_read_whole()
    {
        var fix = Open().Post(Json, "application/json").Fix;
        Assert.Equal("8737767034", fix.Device.Reveal());
        Assert.Equal(Instant.FromUtc(2026, 7, 21, 8, 6, 34) + Duration.FromMilliseconds(444), fix.FixTime);
        Assert.Equal(new GeoPoint(-6.1148096, 106.6837015), fix.Position);
        Assert.Equal(18.67, fix.Speed);
        Assert.Equal(63, fix.Course);
        Assert.Equal(3.8, fix.Accuracy);
        Assert.Equal(35.7, fix.Altitude);
        Assert.Equal(79, fix.Battery, 1e-9);
        Assert.Equal(FixFlags.Moving | FixFlags.Charging, fix.Flags);
    }

    [Fact]
    public void Json_reads_the_same_however_it_is_cut()
    {
        var body = Encoding.UTF8.GetBytes(Json);
        var whole = Open().Post(Json).Fix;
        Assert.Equal(whole, Open().Send("", "", [.. body.Select(b => new[] { b })], "").Fix);
        for (var cut = 1; cut < body.Length; cut++)
        {
            Assert.Equal(whole, Open().Send("", "", [body[..cut], body[cut..]], "").Fix);
        }
    }

    [Fact]
    public void No_prefix_of_json_throws_or_delivers()
    {
        for (var length = 0; length < Json.TrimEnd().Length; length++)
        {
            var wire = Open().Post(Json[..length], "application/json");
            Assert.Equal(400, wire.Status);
            Assert.Empty(wire.Fixes);
        }
    }

    [Fact]
    public void A_list_of_locations_gives_a_fix_each()
    {
        var wire = Open().Post("""{"device_id":7,"location":[{"coords":{"latitude":1,"longitude":2}},5,[{}],{"coords":null},{"coords":{"latitude":"3","longitude":"4"}}]}""");
        Assert.Equal([new(1, 2), default, new(3, 4)], wire.Fixes.Select(f => f.Position));
        Assert.All(wire.Fixes, fix => Assert.Equal("7", fix.Device.Reveal()));
    }

    [Theory]
    [InlineData("""{"device_id":"1","location":{"extras":{"alarm":"sos"}}}""", FixFlags.Sos)]
    [InlineData("""{"device_id":"1","location":{"event":"sos"}}""", FixFlags.Sos)]
    [InlineData("""{"device_id":"1","location":{"event":"heartbeat","mock":true}}""", FixFlags.Estimated)]
    [InlineData("""{"device_id":"1","location":7}""", FixFlags.None)]
    [InlineData("""{"device_id":"1","location":{"battery":7,"coords":[1],"extras":"x","alarm":{"a":1},"is_moving":1}}""", FixFlags.None)]
    [InlineData("""{"device_id":"1"}""", FixFlags.None)]
    public void Json_of_other_shapes_is_an_event(string body, FixFlags expected)
    {
        var wire = Open().Post(body);
        Assert.Equal(200, wire.Status);
        Assert.False(wire.Fix.HasPosition);
        Assert.Equal(expected, wire.Fix.Flags);
    }

    [Theory]
    [InlineData("{")]
    [InlineData("""{"device_id":"1"} {}""")]
    [InlineData("""{"device_id":"\ud800"}""")]
    [InlineData("""{"device_id":{"id":"1"}}""")]
    [InlineData("""{"location":{}}""")]
    [InlineData("null")]
    [InlineData("[]")]
    public void Json_that_is_broken_or_names_nobody_is_answered_400(string body) => Assert.Equal(400, Open().Post(body, "application/json").Status);

    [Fact]
    public void Deep_json_is_answered_400_and_a_huge_body_413()
    {
        Assert.Equal(400, Open().Post(string.Concat(Enumerable.Repeat("{\"a\":", 5000))).Status);
        Assert.Equal(400, Open().Post("{\"a\":" + new string('[', 10_000) + new string(']', 10_000) + "}").Status);
        var wire = Open().Post("id=1&x=" + new string('a', new OsmAndProtocol().MaxBodyLength));
        Assert.Equal(413, wire.Status);
        Assert.Equal(1, wire.Counters.RefusedFor(RefusalReason.TooLong));
    }

    [Property(MaxTest = 500)]
    public void Any_bytes_at_all_never_throw(byte[] bytes, int seed)
    {
        var random = new Random(seed);
        var damaged = Encoding.UTF8.GetBytes(Json);
        damaged[random.Next(damaged.Length)] ^= (byte)(1 << random.Next(8));
        foreach (var body in new[] { bytes, damaged, [.. "{\"device_id\":\""u8, .. bytes], [.. "id=1&lat="u8, .. bytes] })
        {
            Assert.Contains(Open().Send(Encoding.Latin1.GetString(bytes), "", [body], "").Status, new[] { 200, 400 });
        }
    }

    [Fact]
    public void Reading_allocates_nothing_once_it_runs()
    {
        var protocol = new OsmAndProtocol();
        var fixes = new FixBuffer();
        var reply = new System.Buffers.ArrayBufferWriter<byte>();
        var counters = new BeaconCounters();
        var query = Encoding.UTF8.GetBytes("id=42&lat=37.5665&lon=126.978&timestamp=2026-11-22%2005:00:00&speed=36");
        var json = Wire.Sequence([.. Encoding.UTF8.GetBytes(Json).Chunk(50)]);
        long Allocated()
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var i = 0; i < 50; i++)
            {
                fixes.Clear();
                protocol.Read(new HttpBeacon { Query = query }, Wire.Now, fixes, reply, counters);
                protocol.Read(new HttpBeacon { Body = json }, Wire.Now, fixes, reply, counters);
            }

            return GC.GetAllocatedBytesForCurrentThread() - before;
        }

        Allocated();
        Assert.Equal(0, Allocated());
        Assert.Equal(2, fixes.Count);
    }

    private static PhoneWire Open() => new(new OsmAndProtocol());
}
