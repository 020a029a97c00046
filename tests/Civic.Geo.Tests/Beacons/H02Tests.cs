using System.Text;
using NodaTime;

namespace Civic.Geo.Beacons;

public class H02Tests
{
    private const string Binary32 = "2441060116601245431311165035313006004318210e000000fffffbffff0024";
    private const string Binary45 = "2441091144271222470112142233983006114026520e000000fffffbffff0014060000000001cc00262b0f170a";

    [Fact]
    public void A_text_position_is_read_whole_and_confirmed_with_the_receive_time()
    {
        var wire = Text("*HQ,8161289587,V1,181933,A,5444.3994,N,02516.3844,W,036.00,090,090326,FFFFBBFF,246,03,00002,41565#");
        var fix = Assert.Single(wire.Fixes);
        Assert.Equal("8161289587", fix.Device.Reveal());
        Assert.Equal(Instant.FromUtc(2026, 3, 9, 18, 19, 33), fix.FixTime);
        Assert.Equal(54.73999, fix.Position.Latitude, 1e-9);
        Assert.Equal(-25.27307333, fix.Position.Longitude, 1e-8);
        Assert.Equal(36 * 1852 / 3600.0, fix.Speed, 1e-9);
        Assert.Equal(90, fix.Course);
        Assert.Equal(FixValidity.Valid, fix.Validity);
        Assert.Equal(FixIntegrity.Unchecked, fix.Integrity);
        Assert.Equal("*HQ,8161289587,V4,V1,20261122090000#", Encoding.ASCII.GetString(wire.Replies));
    }

    [Theory]
    [InlineData("2225.78879,S", -22.4298131667)]
    [InlineData("954.9490,N", 9.9158166667)]
    [InlineData("-23-3.3408,S", -23.05568)]
    [InlineData("-23-35.3408,S", -23.5890133333)]
    [InlineData("22257887,N", 22.4298116667)]
    [InlineData("0000.0000,N", 0)]
    public void An_angle_is_read_however_it_is_written(string latitude, double expected)
    {
        var fix = Assert.Single(Text($"*HQ,1,V1,121557,A,{latitude},-48-2.8926,W,0.1,158,241126,FFFFFFFF#").Fixes);
        Assert.Equal(expected, fix.Position.Latitude, 1e-9);
        Assert.Equal(-48.04821, fix.Position.Longitude, 1e-9);
    }

    [Theory]
    [InlineData("2260.0000,S")]
    [InlineData("22.5,N")]
    [InlineData("0.0000,0")]
    [InlineData("x225.7887,N")]
    [InlineData("2225.78x9,N")]
    [InlineData(",N")]
    public void What_is_no_angle_is_no_position_and_gets_no_confirmation(string latitude)
    {
        var wire = Text($"*HQ,1,V1,121557,A,{latitude},04802.8926,W,0.1,158,241126,FFFFFFFF#");
        Assert.False(Assert.Single(wire.Fixes).HasPosition);
        Assert.Empty(wire.Replies);
    }

    [Theory]
    [InlineData("9530.0000", "241126", RefusalReason.PositionOutOfRange)]
    [InlineData("4530.0000", "310226", RefusalReason.ImpossibleTime)]
    public void An_impossible_place_or_date_is_an_event_without_position(string latitude, string date, RefusalReason reason)
    {
        var wire = Text($"*HQ,1,V1,121557,A,{latitude},N,04802.8926,W,0.1,158,{date},FFFFFFFF#");
        Assert.False(Assert.Single(wire.Fixes).HasPosition);
        Assert.Equal(1, wire.Counters.RefusedFor(reason));
    }

    [Theory]
    [InlineData("A", FixValidity.Valid)]
    [InlineData("V", FixValidity.Invalid)]
    [InlineData("B", FixValidity.Invalid)]
    [InlineData("", FixValidity.Invalid)]
    [InlineData("0", FixValidity.Valid)]
    public void The_letter_says_whether_the_receiver_vouches(string letter, FixValidity expected) =>
        Assert.Equal(expected, Assert.Single(Text($"*HQ,1,V2,100220,{letter},5238.26259,N,00507.33983,E,0.25,0,280926,FFFFFFFF#").Fixes).Validity);

    [Theory]
    [InlineData("FFFFFFFF", FixFlags.IgnitionOn)]
    [InlineData("FFFFFBFF", FixFlags.IgnitionOff)]
    [InlineData("FFFFFFFE", FixFlags.IgnitionOn | FixFlags.Vibration)]
    [InlineData("fffffffd", FixFlags.IgnitionOn | FixFlags.Sos)]
    [InlineData("FFFBFFFF", FixFlags.IgnitionOn | FixFlags.Sos)]
    [InlineData("FFFFFFFB", FixFlags.IgnitionOn | FixFlags.Overspeed)]
    [InlineData("FFF7FBFF", FixFlags.IgnitionOff | FixFlags.PowerCut)]
    public void Status_bits_are_alarms_when_they_are_nought(string status, FixFlags expected)
    {
        Assert.Equal(expected, Assert.Single(Text($"*HQ,1,V6,100220,A,5238.26259,N,00507.33983,E,0.25,0,280926,{status},1#").Fixes).Flags);
        Assert.Equal(expected, Assert.Single(Text($"*HQ,1,V3,002339,62160,06,024852,035421,148,0,02A1,0,X,010126,{status}#").Fixes).Flags);
        Assert.Equal(expected, Assert.Single(Text($"*HQ,1,V19,181519,V,3853.2587,S,06205.9175,W,000.00,000,090226,,54929326,8954315265044716555?,{status}#").Fixes).Flags);
    }

    [Fact]
    public void A_frame_of_a_date_without_a_time_of_day_has_no_time()
    {
        var fix = Assert.Single(Text("*hq,356327081001239,VP1,A,2702.7215,N,07729.6765,E,0.5,10,100326#").Fixes);
        Assert.Equal(TimeQuality.None, fix.TimeQuality);
        Assert.True(fix.HasPosition);
    }

    [Fact]
    public void A_frame_of_a_time_of_day_without_a_date_keeps_just_that()
    {
        var fix = Assert.Single(Text("*HQ,1,V1,121557,A,5238.26259,N,00507.33983,E,0.5,10,,FFFFFFFF#").Fixes);
        Assert.Equal(new LocalTime(12, 15, 57), fix.TimeOfDay);
    }

    [Theory]
    [InlineData("*HQ,135790246811220,HTBT#", "*HQ,135790246811220,HTBT#")]
    [InlineData("*HQ,135790246811220,HTBT,100#", "*HQ,135790246811220,HTBT#")]
    [InlineData("*XX,1,V0,7,8#", "*XX,1,V0#")]
    [InlineData("*HQ,1,LINK,180902,15,0,84,0,0,240326,FFFFFBFF#", "")]
    [InlineData("*HQ,356803210091319,BS,,2d4,a,1b63,1969,26,1b63,10b2,31,0,0,25,,ffffffff,60#", "")]
    public void A_heartbeat_is_sent_back_up_to_its_type_and_others_are_not_answered(string text, string reply)
    {
        var wire = Text(text);
        Assert.False(Assert.Single(wire.Fixes).HasPosition);
        Assert.Equal(reply, Encoding.ASCII.GetString(wire.Replies));
    }

    [Fact]
    public void A_link_says_its_battery()
    {
        var fix = Assert.Single(Text("*HQ,1,LINK,180902,15,0,84,0,0,240326,FFFFFBFF#").Fixes);
        Assert.Equal(84, fix.Battery);
        Assert.Equal(FixFlags.IgnitionOff, fix.Flags);
    }

    [Fact]
    public void A_frame_without_an_id_belongs_to_the_device_of_its_connection_and_is_not_answered()
    {
        const string nameless = "*HQ,,V1,173212,A,2225.78879,S,02829.19021,E,0.00,0,290426,FFFFFBFF#";
        Assert.Empty(Text(nameless).Fixes);
        var wire = Text("*HQ,42,HTBT#" + nameless);
        Assert.Equal("42", wire.Fixes[1].Device.Reveal());
        Assert.Equal("*HQ,42,HTBT#", Encoding.ASCII.GetString(wire.Replies));
    }

    [Fact]
    public void A_text_that_breaks_off_does_not_lend_its_fields_to_the_next()
    {
        var wire = Text("*HQ,1,V1,121557,A,*HQ,2,V1,121557,A,5238.26259,N,00507.33983,E,0.5,10,100326,FFFFFFFF#");
        Assert.Equal("2", Assert.Single(wire.Fixes).Device.Reveal());
        Assert.Equal(1, wire.Counters.RefusedFor(RefusalReason.Truncated));
    }

    [Fact]
    public void A_text_without_an_end_is_given_up_at_the_maximum()
    {
        var wire = Text("*HQ,1," + new string('a', 1100) + "*HQ,2,HTBT#");
        Assert.Equal("2", Assert.Single(wire.Fixes).Device.Reveal());
    }

    [Fact]
    public void A_binary_position_is_read_whole_and_not_answered()
    {
        var wire = Bytes(Convert.FromHexString(Binary32));
        var fix = Assert.Single(wire.Fixes);
        Assert.Equal("4106011660", fix.Device.Reveal());
        Assert.Equal(Instant.FromUtc(2016, 11, 13, 12, 45, 43), fix.FixTime);
        Assert.Equal(50.58855, fix.Position.Latitude, 1e-9);
        Assert.Equal(4.53035, fix.Position.Longitude, 1e-9);
        Assert.Equal(100, fix.Battery);
        Assert.Equal(FixFlags.IgnitionOff, fix.Flags);
        Assert.Equal(FixValidity.Valid, fix.Validity);
        Assert.Empty(wire.Replies);
    }

    [Fact]
    public void Speed_course_and_hemispheres_of_a_binary_position_are_read()
    {
        var fix = Assert.Single(Bytes(Convert.FromHexString("24270517030820321418041423307879000463213792012356fffff9ffff0000")).Fixes);
        Assert.Equal(-23.5131316667, fix.Position.Latitude, 1e-9);
        Assert.Equal(-46.5356316667, fix.Position.Longitude, 1e-9);
        Assert.Equal(12 * 1852 / 3600.0, fix.Speed, 1e-9);
        Assert.True(double.IsNaN(fix.Battery));
        Assert.Equal(356, fix.Course);
    }

    [Fact]
    public void A_binary_id_of_15_digits_is_told_from_one_of_10_by_what_follows()
    {
        var fix = Assert.Single(Bytes(Convert.FromHexString("24" + "8612345678901230" + "124543131116" + "50353130" + "06" + "004318210e" + "000000" + "fffffbff")).Fixes);
        Assert.Equal("861234567890123", fix.Device.Reveal());
        Assert.Equal(50.58855, fix.Position.Latitude, 1e-9);
    }

    [Fact]
    public void The_tail_of_a_longer_model_is_passed_over_whatever_the_reads()
    {
        var stream = Convert.FromHexString(Binary45 + Binary32 + Binary45 + Binary45);
        var whole = Bytes(stream);
        Assert.Equal(4, whole.Fixes.Count);
        Assert.Equal(0, whole.Counters.SkippedBytes);
        for (var cut = 1; cut < stream.Length; cut++)
        {
            var wire = new Wire(BeaconProtocols.Standard["h02"]).SendCut(stream, [cut]);
            Assert.Equal(whole.Fixes, wire.Fixes);
            Assert.Equal(0, wire.Counters.SkippedBytes);
        }
    }

    [Fact]
    public void A_binary_start_with_anything_but_digits_behind_it_is_left_at_once()
    {
        Assert.Equal(FrameProbeKind.Refused, H02Framing.Probe([(byte)'$', 0x41, 0x0A]).Kind);
        Assert.Equal(FrameProbeKind.Refused, H02Framing.Probe([(byte)'*', (byte)'1']).Kind);
        Assert.Single(Bytes([(byte)'$', (byte)'*', (byte)'X', .. Convert.FromHexString(Binary32)]).Fixes);
    }

    [Fact]
    public void A_clock_that_does_not_show_utc_is_corrected()
    {
        var options = new BeaconOptions { DeviceClock = Offset.FromHours(9) };
        var fix = Assert.Single(new Wire(BeaconProtocols.Standard["h02"], options).Send(Convert.FromHexString(Binary32)).Fixes);
        Assert.Equal(Instant.FromUtc(2016, 11, 13, 3, 45, 43), fix.FixTime);
        var timeOnly = Encoding.ASCII.GetBytes("*HQ,1,V1,021557,A,5238.26259,N,00507.33983,E,0.5,10,,FFFFFFFF#");
        Assert.Equal(new LocalTime(17, 15, 57), Assert.Single(new Wire(BeaconProtocols.Standard["h02"], options).Send(timeOnly).Fixes).TimeOfDay);
    }

    private static Wire Text(string text) => Bytes(Encoding.ASCII.GetBytes(text));

    private static Wire Bytes(byte[] bytes) => new Wire(BeaconProtocols.Standard["h02"]).Send(bytes);
}
