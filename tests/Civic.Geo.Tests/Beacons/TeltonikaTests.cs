using NodaTime;
using static Civic.Geo.Beacons.TeltonikaWriter;

namespace Civic.Geo.Beacons;

public class TeltonikaTests
{
    private static readonly BeaconProtocol Teltonika = BeaconProtocols.Standard["teltonika"];

    [Fact]
    public void A_login_is_accepted_and_names_the_device()
    {
        var wire = new Wire(Teltonika).Send(Login());
        Assert.Equal([1], wire.Replies);
        Assert.Equal(DeviceKey.Parse(Imei), wire.Device);
        Assert.Empty(wire.Fixes);
    }

    [Fact]
    public void A_device_that_is_not_accepted_is_refused_and_its_records_are_not_taken()
    {
        var wire = new Wire(Teltonika, new BeaconOptions { Accept = _ => false }).Send([.. Login(), .. Frame(Record())]);
        Assert.Equal([0, 0, 0, 0, 0], wire.Replies);
        Assert.Empty(wire.Fixes);
        Assert.Equal(1, wire.Counters.RefusedFor(RefusalReason.DeviceRefused));
    }

    [Fact]
    public void Records_before_any_login_belong_to_the_device_of_the_options_or_to_nobody()
    {
        var nobody = new Wire(Teltonika).Send(Frame(Record()));
        Assert.Empty(nobody.Fixes);
        Assert.Equal([0, 0, 0, 0], nobody.Replies);
        Assert.Equal(1, nobody.Counters.RefusedFor(RefusalReason.UnknownDevice));
        var known = DeviceKey.Parse("bus-7");
        Assert.Equal(known, Assert.Single(new Wire(Teltonika, new BeaconOptions { Device = known }).Send(Frame(Record())).Fixes).Device);
    }

    [Fact]
    public void A_record_gives_a_fix_in_metres_seconds_and_degrees()
    {
        var fix = One(Frame(Record(items: [(239, 1), (240, 1), (113, 80)])));
        Assert.Equal(Instant.FromUnixTimeMilliseconds(Start), fix.FixTime);
        Assert.Equal(Wire.Now, fix.ReceiveTime);
        Assert.Equal(FixValidity.Valid, fix.Validity);
        Assert.Equal(FixIntegrity.Checked, fix.Integrity);
        Assert.Equal(new GeoPoint(37.5665, 126.978), fix.Position);
        Assert.Equal((38.0, 10.0, 270.0, 9, 80.0), (fix.Altitude, fix.Speed, fix.Course, fix.Satellites, fix.Battery));
        Assert.Equal(FixFlags.IgnitionOn | FixFlags.Moving, fix.Flags);
        Assert.True(double.IsNaN(fix.Hdop));
    }

    [Fact]
    public void The_answer_is_the_number_of_records_of_each_packet()
    {
        var wire = Logged(Frame(Record(Start), Record(Start + 1), Record(Start + 2)), Frame(Record(Start + 3)));
        Assert.Equal(4, wire.Fixes.Count);
        Assert.Equal([1, 0, 0, 0, 3, 0, 0, 0, 1], wire.Replies);
    }

    [Theory]
    [InlineData(37.5, 127, FixValidity.Invalid)]
    [InlineData(0, 0, FixValidity.None)]
    public void Without_satellites_a_place_is_the_last_known_one_or_none(double latitude, double longitude, FixValidity expected)
    {
        var fix = One(Frame(Record(latitude: latitude, longitude: longitude, satellites: 0)));
        Assert.Equal(expected, fix.Validity);
        Assert.Equal(new GeoPoint(latitude, longitude), fix.Position);
    }

    [Fact]
    public void An_impossible_place_or_time_leaves_the_alarm_and_the_answer()
    {
        var wire = Logged(Frame(Record(latitude: 91, priority: 2), Record(time: 0, priority: 2), Record(time: long.MinValue), Record(time: long.MaxValue)));
        Assert.Equal(4, wire.Fixes.Count);
        Assert.All(wire.Fixes, fix => Assert.False(fix.HasPosition));
        Assert.Equal(Instant.FromUnixTimeMilliseconds(Start), wire.Fixes[0].FixTime);
        Assert.Null(wire.Fixes[1].FixTime);
        Assert.All(wire.Fixes.Take(2), fix => Assert.Equal(FixFlags.Sos, fix.Flags));
        Assert.Equal(1, wire.Counters.RefusedFor(RefusalReason.PositionOutOfRange));
        Assert.Equal(3, wire.Counters.RefusedFor(RefusalReason.ImpossibleTime));
        Assert.Equal([1, 0, 0, 0, 4], wire.Replies);
    }

    [Theory]
    [InlineData(239, 0, FixFlags.IgnitionOff)]
    [InlineData(236, 1, FixFlags.Sos)]
    [InlineData(246, 1, FixFlags.Tow)]
    [InlineData(247, 2, FixFlags.Crash)]
    [InlineData(252, 1, FixFlags.PowerCut | FixFlags.Tamper)]
    [InlineData(252, 0, FixFlags.None)]
    [InlineData(175, 1, FixFlags.DeviceFenceEnter)]
    [InlineData(155, 0, FixFlags.DeviceFenceExit)]
    [InlineData(255, 90, FixFlags.Overspeed)]
    public void Items_of_the_record_become_flags(byte id, byte value, FixFlags expected)
    {
        var fix = One(Frame(Record(eventId: id, items: (id, value))));
        Assert.Equal(expected, fix.Flags);
        Assert.Equal((uint)id, fix.EventCode);
    }

    [Fact]
    public void A_fence_item_that_is_not_the_event_says_nothing_about_crossing() =>
        Assert.Equal(FixFlags.None, One(Frame(Record(eventId: 1, items: [(155, 1), (255, 90)]))).Flags);

    [Fact]
    public void Codec_8_extended_reads_wide_ids_and_passes_over_values_of_any_length()
    {
        byte[] io = [0x2A, 0x4F, 0, 6, 0, 1, 0, 240, 1, 0, 2, 0, 182, 0, 12, 0, 24, 0, 72, 0, 1, 0, 66, 0, 0, 0, 1, 0, 1, 0, 14, 1, 2, 3, 4, 5, 6, 7, 8, 0, 1, 1, 0, 0, 3, 9, 9, 9];
        var fix = One(Wrap(Packet(0x8E, [.. Gps(Start, 37, 127, 9, 36, 0), .. io])));
        Assert.Equal(0x2A4Fu, fix.EventCode);
        Assert.Equal(1.2, fix.Hdop, 1e-12);
        Assert.Equal(10, fix.Speed);
        Assert.Equal(FixFlags.Moving, fix.Flags);
    }

    [Fact]
    public void Codec_16_reads_wide_ids_behind_a_generation_type()
    {
        byte[] io = [0, 239, 5, 1, 1, 0, 239, 1, 0, 0, 0];
        var fix = One(Wrap(Packet(0x10, [.. Gps(Start, 37, 127, 9, 36, 0), .. io])));
        Assert.Equal((239u, FixFlags.IgnitionOn), (fix.EventCode, fix.Flags));
    }

    [Fact]
    public void Codec_7_reads_records_with_and_without_a_place()
    {
        byte[] withPlace = [0x50, 0xAA, 0x17, 0xF3, 3, 0x1F, 0x42, 0x33, 0x2A, 0x4C, 0x41, 0x93, 0xD6, 0x8C, 0, 0x8D, 0x40, 36, 9, 1, 240, 1];
        byte[] without = [0x50, 0xAA, 0x14, 0x32, 2, 1, 240, 1];
        byte[] signalOnly = [0x50, 0xAA, 0x1C, 0x23, 1, 0xC0, 0x1A, 0, 0, 0x55, 0x2B];
        var wire = Logged(Wrap(Packet(7, withPlace, without, signalOnly)));
        var fix = wire.Fixes[0];
        Assert.Equal(Instant.FromUtc(2015, 11, 10, 21, 51, 47), fix.FixTime);
        Assert.Equal(44.791306, fix.Position.Latitude, 1e-6);
        Assert.Equal((141.0, 90.0, 10.0, 9, FixFlags.Moving), (fix.Altitude, fix.Course, fix.Speed, fix.Satellites, fix.Flags));
        Assert.Equal([true, false, false], wire.Fixes.Select(f => f.HasPosition));
        Assert.Equal([1, 0, 0, 0, 3], wire.Replies);
    }

    [Fact]
    public void A_wrong_checksum_is_refused_without_an_answer_or_marked_in_lenient_mode()
    {
        var frame = Frame(Record());
        frame[^1] ^= 1;
        var strict = Logged(frame);
        Assert.Empty(strict.Fixes);
        Assert.Equal([1], strict.Replies);
        Assert.Equal(1, strict.Counters.RefusedFor(RefusalReason.BadChecksum));
        var lenient = new Wire(Teltonika, new BeaconOptions { Lenient = true }).Send([.. Login(), .. frame]);
        Assert.Equal(FixIntegrity.Bad, Assert.Single(lenient.Fixes).Integrity);
        Assert.Equal([1], lenient.Replies);
    }

    [Fact]
    public void The_upper_half_of_the_checksum_field_must_be_zero()
    {
        var frame = Frame(Record());
        frame[^4] = 1;
        Assert.Empty(Logged(frame).Fixes);
    }

    [Fact]
    public void Counts_that_do_not_add_up_refuse_the_packet_and_ask_for_it_again()
    {
        var total = Record(items: (1, 1));
        total[25] = 2;
        var group = Record(items: (1, 1));
        group[26] = 200;
        byte[][] packets =
        [
            Packet(8, total), Packet(8, group), [8, 1, .. Record(), 2], [8, 2, .. Record(), 2], [8, 1, .. Record(), 0, 1], [8, 1, 1], [7, 1, 0, 0, 0, 0, 0x80, 1],
        ];
        foreach (var packet in packets)
        {
            var wire = Logged(Wrap(packet));
            Assert.Empty(wire.Fixes);
            Assert.Equal([1, 0, 0, 0, 0], wire.Replies);
            Assert.Equal(1, wire.Counters.RefusedFor(RefusalReason.Malformed));
        }

        Assert.Single(new Wire(Teltonika, new BeaconOptions { Lenient = true }).Send([.. Login(), .. Wrap(Packet(8, total))]).Fixes);
    }

    [Fact]
    public void A_group_of_sixteen_byte_values_is_read_only_when_the_option_says_so()
    {
        byte[] record = [.. Gps(Start, 37, 127, 9, 36, 0), 0, 1, 0, 0, 0, 0, 1, 77, .. new byte[16]];
        Assert.Empty(Logged(Frame(record)).Fixes);
        Assert.Single(new Wire(Teltonika, new BeaconOptions { TeltonikaWideGroup = true }).Send([.. Login(), .. Frame(record)]).Fixes);
    }

    [Fact]
    public void A_length_above_the_limit_of_its_codec_is_noise_at_once()
    {
        byte[] records = [0, 0, 0, 0, 0, 0, 5, 1, 8];
        byte[] text = [0, 0, 0, 0, 0, 0, 0x20, 1, 0x0C];
        byte[] huge = [0, 0, 0, 0, 1];
        byte[] negative = [0, 0, 0, 0, 0xFF, 0xFF, 0xFF, 0xFF, 8];
        foreach (var head in new[] { records, text, huge, negative })
        {
            Assert.Equal(FrameProbeKind.Refused, Decoder().Probe(head).Kind);
            Assert.Equal(RefusalReason.TooLong, Decoder().Probe(head).Reason);
        }

        Assert.Equal(FrameProbeKind.NeedMore, Decoder().Probe([0, 0, 0, 0, 0, 0, 5, 0, 8]).Kind);
    }

    [Fact]
    public void A_text_of_eight_kilobytes_passes_and_one_whose_size_belies_the_length_is_not_waited_for()
    {
        var wire = Logged(Text(new byte[8192 - 8]), Frame(Record()));
        Assert.Equal(3, wire.Counters.Accepted);
        Assert.Equal([1, 0, 0, 0, 1], wire.Replies);
        var probe = Decoder().Probe([0, 0, 0, 0, 0, 0, 0x10, 0, 0x0C, 1, 6, 0, 0, 0, 9]);
        Assert.Equal((FrameProbeKind.Refused, RefusalReason.BadLength), (probe.Kind, probe.Reason));
    }

    [Fact]
    public void A_frame_inside_the_claimed_length_of_a_broken_one_is_found()
    {
        var broken = Frame(Record());
        broken[7]++;
        Assert.Single(Logged(broken, Frame(Record(Start + 5))).Fixes);
    }

    [Fact]
    public void Keep_alive_bytes_between_packets_disturb_nothing()
    {
        var wire = Logged([0xFF], Frame(Record()), [0xFF, 0xFF], Frame(Record(Start + 1)), [0xFF]);
        Assert.Equal(2, wire.Fixes.Count);
        Assert.Equal(3, wire.Counters.Accepted);
        Assert.Equal(0, wire.Counters.Refused + wire.Counters.SkippedBytes);
    }

    [Fact]
    public void A_login_of_anything_but_digits_is_refused()
    {
        var wire = new Wire(Teltonika).Send(Login("35630704244101X"));
        Assert.Empty(wire.Replies);
        Assert.True(wire.Device.IsNone);
    }

    [Fact]
    public void A_datagram_is_answered_with_its_packet_id_and_count()
    {
        var wire = new Wire(BeaconProtocols.Standard["teltonika-udp"]).Send(Datagram(Packet(8, Record(), Record(Start + 1))));
        Assert.Equal([0, 5, 0xCA, 0xFE, 1, 5, 2], wire.Replies);
        Assert.All(wire.Fixes, fix => Assert.Equal((DeviceKey.Parse(Imei), FixIntegrity.Unchecked), (fix.Device, fix.Integrity)));
        Assert.Equal(2, wire.Fixes.Count);
    }

    [Fact]
    public void A_datagram_of_a_device_that_is_not_accepted_gets_no_answer()
    {
        var wire = new Wire(BeaconProtocols.Standard["teltonika-udp"], new BeaconOptions { Accept = _ => false }).Send(Datagram(Packet(8, Record())));
        Assert.Empty(wire.Replies);
        Assert.Empty(wire.Fixes);
    }

    private static BeaconDecoder Decoder() => Teltonika.CreateDecoder(BeaconOptions.Default);

    private static Wire Logged(params byte[][] frames) => new Wire(Teltonika).Send([.. Login(), .. frames.SelectMany(f => f)]);

    private static Fix One(byte[] frame) => Assert.Single(Logged(frame).Fixes);
}
