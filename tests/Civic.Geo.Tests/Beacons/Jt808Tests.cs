using NodaTime;
using static Civic.Geo.Beacons.Jt808Writer;

namespace Civic.Geo.Beacons;

public class Jt808Tests
{
    private static readonly BeaconProtocol Jt808 = BeaconProtocols.Standard["jt808"];

    [Fact]
    public void A_location_gives_a_fix_in_metres_seconds_and_degrees_and_a_general_reply()
    {
        var wire = Send(Frame(0x0200, Location(items: [0x01, 4, 0, 0, 0, 9, 0x31, 1, 11])));
        var fix = Assert.Single(wire.Fixes);
        Assert.Equal(DeviceKey.Parse(Terminal), fix.Device);
        Assert.Equal(Instant.FromUtc(2026, 11, 22, 9, 0), fix.FixTime);
        Assert.Equal((FixValidity.Valid, FixIntegrity.Checked), (fix.Validity, fix.Integrity));
        Assert.Equal(new GeoPoint(37.5665, 126.978), fix.Position);
        Assert.Equal((-5.0, 10.0, 271.0, 11), (fix.Altitude, fix.Speed, fix.Course, fix.Satellites));
        Assert.Equal(FixFlags.IgnitionOn, fix.Flags);
        Assert.Equal(General(7, 0x0200), wire.Replies);
    }

    [Fact]
    public void Status_bits_say_ignition_fix_south_and_west()
    {
        var fix = Assert.Single(Send(Frame(0x0200, Location(status: 0x0C))).Fixes);
        Assert.Equal(new GeoPoint(-37.5665, -126.978), fix.Position);
        Assert.Equal((FixValidity.Invalid, FixFlags.IgnitionOff), (fix.Validity, fix.Flags));
        Assert.Equal(FixValidity.None, Assert.Single(Send(Frame(0x0200, Location(status: 0, latitude: 0, longitude: 0))).Fixes).Validity);
    }

    [Fact]
    public void The_clock_is_eight_hours_ahead_unless_the_options_say_otherwise()
    {
        var wire = new Wire(Jt808, new BeaconOptions { DeviceClock = Offset.Zero }).Send(Frame(0x0200, Location()));
        Assert.Equal(Instant.FromUtc(2026, 11, 22, 17, 0), Assert.Single(wire.Fixes).FixTime);
    }

    [Theory]
    [InlineData(0, FixFlags.Sos)]
    [InlineData(1, FixFlags.Overspeed)]
    [InlineData(7, FixFlags.LowBattery)]
    [InlineData(8, FixFlags.PowerCut)]
    [InlineData(20, FixFlags.OtherAlarm)]
    [InlineData(28, FixFlags.Tow)]
    [InlineData(29, FixFlags.Crash)]
    [InlineData(30, FixFlags.OtherAlarm)]
    public void Alarm_bits_become_flags_and_the_event_code(int bit, FixFlags expected)
    {
        var fix = Assert.Single(Send(Frame(0x0200, Location(alarms: 1u << bit))).Fixes);
        Assert.Equal(expected | FixFlags.IgnitionOn, fix.Flags);
        Assert.Equal(1u << bit, fix.EventCode);
    }

    [Theory]
    [InlineData(0, FixFlags.DeviceFenceEnter)]
    [InlineData(1, FixFlags.DeviceFenceExit)]
    public void A_fence_alarm_has_the_direction_of_its_item(byte direction, FixFlags expected)
    {
        var fix = Assert.Single(Send(Frame(0x0200, Location(alarms: 1 << 20, items: [0x12, 6, 1, 0, 0, 0, 9, direction]))).Fixes);
        Assert.Equal(expected | FixFlags.IgnitionOn, fix.Flags);
    }

    [Theory]
    [InlineData("260229120000")]
    [InlineData("261301120000")]
    [InlineData("261122240000")]
    [InlineData("26112217000A")]
    [InlineData("000000000000")]
    public void An_impossible_date_leaves_the_alarm_and_the_reply(string time)
    {
        var wire = Send(Frame(0x0200, Location(alarms: 1, time: time)));
        var fix = Assert.Single(wire.Fixes);
        Assert.False(fix.HasPosition);
        Assert.Null(fix.FixTime);
        Assert.True(fix.Flags.HasFlag(FixFlags.Sos));
        Assert.Equal(1, wire.Counters.RefusedFor(RefusalReason.ImpossibleTime));
        Assert.Equal(General(7, 0x0200), wire.Replies);
    }

    [Fact]
    public void Coordinates_out_of_range_leave_an_event()
    {
        var wire = Send(Frame(0x0200, Location(latitude: 90.000001)));
        Assert.False(Assert.Single(wire.Fixes).HasPosition);
        Assert.Equal(1, wire.Counters.RefusedFor(RefusalReason.PositionOutOfRange));
    }

    [Fact]
    public void Items_that_run_over_the_end_are_left_and_the_place_kept()
    {
        var fix = Assert.Single(Send(Frame(0x0200, Location(items: [0x31, 1, 8, 0x25, 40, 1]))).Fixes);
        Assert.Equal(8, fix.Satellites);
    }

    [Fact]
    public void A_batch_gives_its_locations_in_order_marked_as_stored_when_it_is_a_late_one()
    {
        var late = Send(Frame(0x0704, Batch(1, Location(latitude: 10), Location(latitude: 11))));
        Assert.Equal([10.0, 11.0], late.Fixes.Select(f => f.Position.Latitude));
        Assert.All(late.Fixes, fix => Assert.True(fix.Flags.HasFlag(FixFlags.Stored)));
        Assert.Equal(General(7, 0x0704), late.Replies);
        Assert.False(Assert.Single(Send(Frame(0x0704, Batch(0, Location()))).Fixes).Flags.HasFlag(FixFlags.Stored));
    }

    [Fact]
    public void A_batch_with_lengths_of_one_byte_is_read()
    {
        var location = Location();
        Assert.Equal(2, Send(Frame(0x0210, [28, .. location, 28, .. location])).Fixes.Count);
    }

    [Fact]
    public void A_location_too_short_to_be_one_is_answered_as_wrong()
    {
        var wire = Send(Frame(0x0200, Location()[..27]));
        Assert.Empty(wire.Fixes);
        Assert.Equal(General(7, 0x0200, result: 2), wire.Replies);
        Assert.Equal(1, wire.Counters.RefusedFor(RefusalReason.Malformed));
        var batch = Send(Frame(0x0704, [.. Batch(0, Location()), 0, 99, 1]));
        Assert.Single(batch.Fixes);
        Assert.Equal(General(7, 0x0704, result: 2), batch.Replies);
    }

    [Fact]
    public void A_registration_is_answered_with_the_terminal_number_as_the_code_to_authenticate_with()
    {
        var reply = Send(Frame(0x0100, new byte[37])).Replies;
        Assert.Equal(Frame(0x8100, [0, 7, 0, .. "013812345678"u8], serial: 0), reply);
    }

    [Theory]
    [InlineData(0x0002)]
    [InlineData(0x0003)]
    [InlineData(0x0102)]
    [InlineData(0x0900)]
    [InlineData(0x6006)]
    public void Messages_without_a_place_are_accepted_and_acknowledged(int id)
    {
        var wire = Send(Frame((ushort)id, [1, 2, 3]));
        Assert.Empty(wire.Fixes);
        Assert.Equal(1, wire.Counters.Accepted);
        Assert.Equal(General(7, (ushort)id), wire.Replies);
    }

    [Theory]
    [InlineData(0x0001)]
    [InlineData(0x0104)]
    [InlineData(0x0801)]
    public void What_is_itself_an_answer_or_needs_another_one_gets_none(int id) => Assert.Empty(Send(Frame((ushort)id, [1, 2, 3])).Replies);

    [Fact]
    public void Encrypted_and_split_messages_are_answered_as_unsupported()
    {
        foreach (var frame in new[] { Frame(0x0200, Location(), attributes: 0x0400), Frame(0x0200, Location(), packets: [0, 2, 0, 1]) })
        {
            var wire = Send(frame);
            Assert.Empty(wire.Fixes);
            Assert.Equal(1, wire.Counters.RefusedFor(RefusalReason.Unsupported));
            Assert.Equal(General(7, 0x0200, result: 3), wire.Replies);
        }
    }

    [Fact]
    public void A_header_of_2019_is_read_and_answered_in_kind()
    {
        const string number = "00000000013812345678";
        var wire = Send(Frame(0x0200, Location(), number));
        Assert.Equal(DeviceKey.Parse(number), Assert.Single(wire.Fixes).Device);
        Assert.Equal(General(7, 0x0200, terminal: number), wire.Replies);
    }

    [Fact]
    public void A_reserved_bit_in_an_older_header_does_not_make_it_one_of_2019()
    {
        Assert.Single(Send(Frame(0x0200, Location(), attributes: 0x4000)).Fixes);
    }

    [Theory]
    [InlineData("4EB6FB4AD628", "865478070001047")]
    [InlineData("00000000000A", "00000000000a")]
    [InlineData("FFFFFFFFFFFF", "ffffffffffff")]
    [InlineData("000000000000", "000000000000")]
    public void A_terminal_number_is_decimal_or_a_binary_imei_or_hexadecimal(string number, string key) =>
        Assert.Equal(key, Assert.Single(Send(Frame(0x0200, Location(), number)).Fixes).Device.Reveal());

    [Fact]
    public void A_connection_may_carry_several_terminals()
    {
        var wire = Send([.. Frame(0x0200, Location(), "000000000001"), .. Frame(0x0200, Location(), "000000000002"), .. Frame(0x0200, Location(), "000000000001")]);
        Assert.Equal(["000000000001", "000000000002", "000000000001"], wire.Fixes.Select(f => f.Device.Reveal()));
    }

    [Fact]
    public void Pairs_are_undone_in_frames_and_made_in_replies()
    {
        var wire = Send(Frame(0x0200, Location(latitude: 0x007E7D7E / 1e6), "007E7D017E02", serial: 0x7D7E));
        Assert.Equal(0x007E7D7E / 1e6, Assert.Single(wire.Fixes).Position.Latitude);
        Assert.Equal(General(0x7D7E, 0x0200, terminal: "007E7D017E02"), wire.Replies);
    }

    [Theory]
    [InlineData(new byte[] { 0x7E, 2, 0, 0x7D, 3, 0x7E }, RefusalReason.Malformed)]
    [InlineData(new byte[] { 0x7E, 2, 0, 2, 0x7D, 0x7E }, RefusalReason.Malformed)]
    [InlineData(new byte[] { 0x7E, 2, 0, 1, 0x7E }, RefusalReason.BadChecksum)]
    [InlineData(new byte[] { 0x7E, 2, 0, 2, 0x7E }, RefusalReason.BadLength)]
    public void A_frame_that_cannot_be_is_refused_for_its_reason(byte[] bytes, RefusalReason reason)
    {
        var probe = Jt808.CreateDecoder(BeaconOptions.Default).Probe(bytes);
        Assert.Equal((FrameProbeKind.BadFrame, reason, bytes.Length, 1), (probe.Kind, probe.Reason, probe.Length, probe.Resume));
    }

    [Fact]
    public void A_length_that_the_body_does_not_have_is_refused_though_the_exclusive_or_fits()
    {
        var good = Frame(0x0200, Location());
        var shorter = Wrap([.. good[1..4], (byte)(good[4] + 1), .. good[5..^2]]);
        var wire = Send([.. shorter, .. good]);
        Assert.Single(wire.Fixes);
        Assert.Equal(1, wire.Counters.RefusedFor(RefusalReason.BadLength));
        var lenient = new Wire(Jt808, new BeaconOptions { Lenient = true }).Send(shorter);
        Assert.Equal(FixIntegrity.Bad, Assert.Single(lenient.Fixes).Integrity);
        Assert.Empty(lenient.Replies);
    }

    [Fact]
    public void Frames_may_share_a_delimiter_or_have_several_between_them()
    {
        var frames = Enumerable.Range(0, 3).Select(i => Frame(0x0200, Location(latitude: i + 1))).ToArray();
        var shared = Send([.. frames[0], .. frames[1][1..], .. frames[2][1..]]);
        Assert.Equal([1.0, 2.0, 3.0], shared.Fixes.Select(f => f.Position.Latitude));
        Assert.Equal(0, shared.Counters.SkippedBytes);
        var several = Send([.. frames[0], 0x7E, .. frames[1], 0x7E, 0x7E, .. frames[2]]);
        Assert.Equal(3, several.Fixes.Count);
    }

    [Fact]
    public void A_shared_delimiter_is_found_however_the_bytes_are_cut()
    {
        byte[] stream = [.. Frame(0x0200, Location()), .. Frame(0x0200, Location(latitude: 2))[1..], .. "\r\n"u8, .. Frame(0x0200, Location(latitude: 3))];
        for (var cut = 0; cut <= stream.Length; cut++)
        {
            Assert.Equal(3, new Wire(Jt808).SendCut(stream, [cut]).Fixes.Count);
        }
    }

    [Fact]
    public void A_frame_without_an_end_is_given_up_at_the_longest_length()
    {
        var decoder = Jt808.CreateDecoder(BeaconOptions.Default);
        var endless = new byte[decoder.MaxFrameLength];
        endless[0] = 0x7E;
        Assert.Equal((FrameProbeKind.Refused, RefusalReason.TooLong), (decoder.Probe(endless).Kind, decoder.Probe(endless).Reason));
        Assert.Equal(FrameProbeKind.NeedMore, decoder.Probe(endless.AsSpan(0, endless.Length - 1)).Kind);
        Assert.Single(Send([.. endless, .. Frame(0x0200, Location())]).Fixes);
    }

    [Fact]
    public void The_longest_message_full_of_pairs_passes()
    {
        var wire = Send(Frame(0x0900, [.. Enumerable.Repeat((byte)0x7E, 1023)], "7E7E7E7E7E7E7E7E7E7E", 0x7E7E));
        Assert.Equal(1, wire.Counters.Accepted);
    }

    [Fact]
    public void A_lock_reports_in_its_own_header_and_is_answered_when_it_asks()
    {
        byte[] body = [.. Convert.FromHexString("010221062421223484761135504907050A1C0600000007")];
        var wire = Send(Wrap([0x55, 0x01, 0x8C, (byte)body.Length, 0x85, 0x60, 0x09, 0x00, 0x10, 0x17, 0x47, .. body]));
        var fix = Assert.Single(wire.Fixes);
        Assert.Equal(Instant.FromUtc(2021, 2, 1, 6, 24, 21), fix.FixTime);
        Assert.Equal(22.580793, fix.Position.Latitude, 1e-6);
        Assert.Equal(113.917483, fix.Position.Longitude, 1e-6);
        Assert.Equal((2.572, 20.0, 6), (Math.Round(fix.Speed, 3), fix.Course, fix.Satellites));
        Assert.Equal(Wrap([0x44, 0x01, 0, 3, 0x85, 0x60, 0x09, 0x00, 0x10, 0x17, 1, 0x55, 0x01, 0]), wire.Replies);
        Assert.Empty(Send(Wrap([0x55, 0x02, 0x00, (byte)body.Length, 0x85, 0x60, 0x09, 0x00, 0x10, 0x17, 0x47, .. body])).Replies);
    }

    private static Wire Send(byte[] stream) => new Wire(Jt808).Send(stream);
}
