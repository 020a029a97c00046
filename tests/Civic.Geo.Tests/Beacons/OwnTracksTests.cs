using System.Text;
using Civic.Testing;
using NodaTime;

namespace Civic.Geo.Beacons;

public class OwnTracksTests
{
    private const string Location = """
        {"cog":271,"lon":2.29513,"acc":5,"vel":36,"vac":21,"lat":48.85833,"tst":1795323600,"alt":167,
        "_type":"location","tid":"JJ","t":"u","batt":67,"bs":2,"inregions":["home"]}
        """;

    [Fact]
    public void A_location_is_read_whole_and_answered_with_an_empty_list()
    {
        var wire = Open().Post(Location);
        Assert.Equal(200, wire.Status);
        Assert.Equal("[]", wire.Reply);
        var fix = wire.Fix;
        Assert.Equal("JJ", fix.Device.Reveal());
        Assert.Equal(Instant.FromUnixTimeSeconds(1_795_323_600), fix.FixTime);
        Assert.Equal(new GeoPoint(48.85833, 2.29513), fix.Position);
        Assert.Equal(10, fix.Speed, 1e-9);
        Assert.Equal(271, fix.Course);
        Assert.Equal(167, fix.Altitude);
        Assert.Equal(5, fix.Accuracy);
        Assert.Equal(67, fix.Battery);
        Assert.Equal(FixFlags.Charging, fix.Flags);
        Assert.Equal(FixValidity.Valid, fix.Validity);
    }

    [Theory]
    [InlineData("enter", FixFlags.DeviceFenceEnter)]
    [InlineData("leave", FixFlags.DeviceFenceExit)]
    [InlineData("dance", FixFlags.None)]
    public void A_transition_says_that_a_region_was_entered_or_left(string crossing, FixFlags expected)
    {
        var fix = Open().Post($$"""{"event":"{{crossing}}","wtst":1,"_type":"transition","lat":1,"lon":2,"tst":1795323600,"acc":3,"tid":"a","desc":"home"}""").Fix;
        Assert.Equal(expected, fix.Flags);
        Assert.Equal(new GeoPoint(1, 2), fix.Position);
    }

    [Theory]
    [InlineData("""{"_type":"lwt","tst":1795323600}""")]
    [InlineData("""{"_type":"waypoint","lat":1,"lon":2,"rad":50,"desc":"home","tst":1,"tid":"a"}""")]
    [InlineData("""{"_type":"waypoints","waypoints":[{"_type":"waypoint","lat":1,"lon":2}]}""")]
    [InlineData("""{"_type":"status","android":{"hib":1}}""")]
    [InlineData("""{"_type":"of 2030","lat":1,"lon":2,"tid":"a"}""")]
    [InlineData("""{"_type":7}""")]
    [InlineData("{}")]
    [InlineData("[]")]
    public void What_is_no_place_of_the_phone_is_answered_and_passed_over(string body)
    {
        var wire = Open().Post(body);
        Assert.Equal(200, wire.Status);
        Assert.Equal("[]", wire.Reply);
        Assert.Empty(wire.Fixes);
        Assert.Equal(0, wire.Counters.Refused);
    }

    [Fact]
    public void A_sealed_message_is_answered_and_counted_as_unsupported()
    {
        var wire = Open().Post("""{"_type":"encrypted","data":"YWJj"}""");
        Assert.Equal(200, wire.Status);
        Assert.Equal(1, wire.Counters.RefusedFor(RefusalReason.Unsupported));
        Assert.Empty(wire.Fixes);
    }

    [Theory]
    [InlineData("owntracks/jane/phone", "", "", "owntracks/jane/phone")]
    [InlineData("owntracks/jane/phone/event", "", "", "owntracks/jane/phone")]
    [InlineData("owntracks/jane", "", "", "owntracks/jane")]
    [InlineData("owntracks/jane/phone", "eve", "tablet", "owntracks/jane/phone")]
    [InlineData("", "jane", "phone", "owntracks/jane/phone")]
    [InlineData("", "jane", "", "owntracks/jane")]
    [InlineData("", "", "phone", "owntracks/body/says")]
    [InlineData("", "", "", "owntracks/body/says")]
    public void The_topic_names_the_device_then_the_signed_in_user_then_the_message_itself(string topic, string user, string device, string expected)
    {
        var body = Encoding.UTF8.GetBytes("""{"_type":"location","lat":1,"lon":2,"tid":"xx","topic":"owntracks/body/says/event"}""");
        Assert.Equal(expected, Open().Send("", "", [body], topic, user, device).Fix.Device.Reveal());
    }

    [Fact]
    public void A_message_of_nobody_is_answered_400_and_of_a_stranger_403()
    {
        Assert.Equal(400, Open().Post("""{"_type":"location","lat":1,"lon":2}""").Status);
        Assert.Equal(403, new PhoneWire(new OwnTracksProtocol(new BeaconOptions { Accept = _ => false })).Post(Location).Status);
        var homely = new OwnTracksProtocol(new BeaconOptions { Device = DeviceKey.Parse("home") });
        Assert.Equal("home", new PhoneWire(homely).Post("""{"_type":"location","lat":1,"lon":2}""").Fix.Device.Reveal());
    }

    [Fact]
    public void A_location_outside_the_earth_or_without_a_time_or_place_says_what_it_can()
    {
        var outside = Open().Post("""{"_type":"location","lat":91,"lon":2,"tid":"a","vel":-1,"cog":-1,"batt":-1}""");
        Assert.Equal(200, outside.Status);
        Assert.False(outside.Fix.HasPosition);
        Assert.True(double.IsNaN(outside.Fix.Speed));
        Assert.Equal(1, outside.Counters.RefusedFor(RefusalReason.PositionOutOfRange));
        Assert.Equal(TimeQuality.None, Open().Post("""{"_type":"location","lat":1,"lon":2,"tid":"a"}""").Fix.TimeQuality);
        Assert.False(Open().Post("""{"_type":"location","tid":"a","tst":5}""").Fix.HasPosition);
    }

    [Fact]
    public void A_list_of_messages_gives_a_fix_each_and_is_accepted_when_one_is()
    {
        var wire = Open().Post($$"""[{{Location}},{"_type":"location","lat":1,"lon":2},[1],{"_type":"lwt"},{{Location}}]""");
        Assert.Equal(200, wire.Status);
        Assert.Equal(2, wire.Fixes.Length);
        Assert.Equal(1, wire.Counters.RefusedFor(RefusalReason.UnknownDevice));
        Assert.Equal(1, wire.Counters.RefusedFor(RefusalReason.Malformed));
        Assert.Equal(400, Open().Post("[1,2]").Status);
    }

    [Fact]
    public void A_message_reads_the_same_however_it_is_cut()
    {
        var body = Encoding.UTF8.GetBytes(Location);
        var whole = Open().Post(Location).Fix;
        Assert.Equal(whole, Open().Send("", "", [.. body.Select(b => new[] { b })], "").Fix);
        for (var cut = 1; cut < body.Length; cut++)
        {
            Assert.Equal(whole, Open().Send("", "", [body[..cut], body[cut..]], "").Fix);
            Assert.Equal(400, Open().Send("", "", [body[..cut]], "").Status);
        }
    }

    [Fact]
    public void Escaped_texts_are_read_and_half_characters_name_nobody()
    {
        Assert.Equal("Ä/1", Open().Post("""{"_type":"loc\u0061tion","lat":1,"lon":2,"tid":"\u00c4\/1"}""").Fix.Device.Reveal());
        Assert.Equal(400, Open().Post("""{"_type":"location","lat":1,"lon":2,"tid":"\ud800"}""").Status);
    }

    [Fact]
    public void Broken_deep_and_huge_bodies_are_refused()
    {
        Assert.Equal(400, Open().Post("").Status);
        Assert.Equal(400, Open().Post("7").Status);
        Assert.Equal(400, Open().Post(new string('[', 5000)).Status);
        Assert.Equal(413, Open().Post(new string(' ', new OwnTracksProtocol().MaxBodyLength + 1)).Status);
    }

    [Property(MaxTest = 500)]
    public void Any_bytes_at_all_never_throw(byte[] bytes, int seed)
    {
        var random = new Random(seed);
        var damaged = Encoding.UTF8.GetBytes(Location);
        damaged[random.Next(damaged.Length)] ^= (byte)(1 << random.Next(8));
        foreach (var body in new[] { bytes, damaged, [.. "{\"tid\":\""u8, .. bytes, .. "\"}"u8] })
        {
            Assert.Contains(Open().Send("", "", [body], Encoding.Latin1.GetString(bytes)).Status, new[] { 200, 400 });
        }
    }

    private static PhoneWire Open() => new(new OwnTracksProtocol());
}
