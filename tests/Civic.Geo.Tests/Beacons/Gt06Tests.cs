using System.Text;
using NodaTime;

namespace Civic.Geo.Beacons;

public class Gt06Tests
{
    private const string Imei = "359339075005244";

    [Fact]
    public void A_login_names_the_device_by_its_imei_and_is_answered()
    {
        var wire = Open().Send(Convert.FromHexString("78780D01012345678901234500018CDD0D0A"));
        Assert.Equal("123456789012345", wire.Device.Reveal());
        Assert.Equal("787805010001D9DC0D0A", Convert.ToHexString(wire.Replies));
        Assert.Empty(wire.Fixes);
    }

    [Fact]
    public void A_position_is_read_whole()
    {
        var wire = Open().Send([.. Gt06Frames.Login(Imei), .. Gt06Frames.Position()]);
        var fix = Assert.Single(wire.Fixes);
        Assert.Equal(Imei, fix.Device.Reveal());
        Assert.Equal(Instant.FromUtc(2026, 11, 21, 4, 6, 59), fix.FixTime);
        Assert.Equal(Wire.Now, fix.ReceiveTime);
        Assert.Equal(37.5665, fix.Position.Latitude, 1e-6);
        Assert.Equal(126.978, fix.Position.Longitude, 1e-6);
        Assert.Equal(10, fix.Speed, 1e-9);
        Assert.Equal(90, fix.Course);
        Assert.Equal(8, fix.Satellites);
        Assert.Equal(FixValidity.Valid, fix.Validity);
        Assert.Equal(FixIntegrity.Checked, fix.Integrity);
        Assert.True(double.IsNaN(fix.Altitude));
    }

    [Theory]
    [InlineData(37.5, 127.0)]
    [InlineData(-37.5, 127.0)]
    [InlineData(37.5, -127.0)]
    [InlineData(-90, -180)]
    public void Each_hemisphere_has_its_sign(double latitude, double longitude)
    {
        var fix = Assert.Single(Known().Send(Gt06Frames.Build(0x12, Gt06Frames.PositionBody(latitude: latitude, longitude: longitude))).Fixes);
        Assert.Equal(latitude, fix.Position.Latitude, 1e-6);
        Assert.Equal(longitude, fix.Position.Longitude, 1e-6);
    }

    [Theory]
    [InlineData(0x0000, FixFlags.None)]
    [InlineData(0x4000, FixFlags.IgnitionOff)]
    [InlineData(0xC000, FixFlags.IgnitionOn)]
    [InlineData(0x2000, FixFlags.Differential)]
    public void The_upper_bits_say_ignition_and_correction(int bits, FixFlags expected)
    {
        var fix = Assert.Single(Known().Send(Gt06Frames.Build(0x12, Gt06Frames.PositionBody(flags: bits))).Fixes);
        Assert.Equal(expected, fix.Flags);
        Assert.Equal(FixValidity.Invalid, fix.Validity);
    }

    [Fact]
    public void A_place_outside_the_earth_is_an_event_without_position_and_still_answered()
    {
        var wire = Known().Send(Gt06Frames.Build(0x12, Gt06Frames.PositionBody(latitude: 91)));
        Assert.False(Assert.Single(wire.Fixes).HasPosition);
        Assert.Equal(1, wire.Counters.RefusedFor(RefusalReason.PositionOutOfRange));
        Assert.NotEmpty(wire.Replies);
    }

    [Theory]
    [InlineData(1, 13)]
    [InlineData(2, 31)]
    [InlineData(2, 0)]
    [InlineData(3, 24)]
    public void A_date_that_does_not_exist_is_an_event_without_position(int at, byte value)
    {
        var body = Gt06Frames.PositionBody();
        body[at] = value;
        var wire = Known().Send(Gt06Frames.Build(0x22, body));
        var fix = Assert.Single(wire.Fixes);
        Assert.False(fix.HasPosition);
        Assert.Equal(TimeQuality.None, fix.TimeQuality);
        Assert.Equal(1, wire.Counters.RefusedFor(RefusalReason.ImpossibleTime));
    }

    [Fact]
    public void Before_a_login_nobody_is_known_and_nothing_is_answered()
    {
        var wire = Open().Send(Gt06Frames.Position());
        Assert.Empty(wire.Fixes);
        Assert.Empty(wire.Replies);
        Assert.Equal(1, wire.Counters.RefusedFor(RefusalReason.UnknownDevice));
    }

    [Fact]
    public void A_refused_device_gets_no_answer_to_its_login_and_delivers_nothing()
    {
        var wire = new Wire(BeaconProtocols.Standard["gt06"], new BeaconOptions { Accept = _ => false }).Send([.. Gt06Frames.Login(), .. Gt06Frames.Position()]);
        Assert.Empty(wire.Fixes);
        Assert.Empty(wire.Replies);
        Assert.Equal(1, wire.Counters.RefusedFor(RefusalReason.DeviceRefused));
        Assert.Equal(1, wire.Counters.RefusedFor(RefusalReason.UnknownDevice));
    }

    [Fact]
    public void A_login_that_is_not_digits_names_nobody()
    {
        var wire = Open().Send(Gt06Frames.Build(0x01, [0x0A, 1, 2, 3, 4, 5, 6, 7]));
        Assert.True(wire.Device.IsNone);
        Assert.Empty(wire.Replies);
    }

    [Fact]
    public void Times_are_utc_unless_the_options_say_what_the_clock_shows()
    {
        byte[] stream = [.. Gt06Frames.Login(Imei, zone: 900 << 4), .. Gt06Frames.Position()];
        var utc = Instant.FromUtc(2026, 11, 21, 4, 6, 59);
        Assert.Equal(utc, Assert.Single(Open().Send(stream).Fixes).FixTime);
        Assert.Equal(utc - Duration.FromHours(9), Assert.Single(Open(new() { DeviceClock = Offset.FromHours(9) }).Send(stream).Fixes).FixTime);
        Assert.Equal(utc - Duration.FromHours(9), Assert.Single(Open(new() { Gt06LoginZone = true }).Send(stream).Fixes).FixTime);
        byte[] west = [.. Gt06Frames.Login(Imei, zone: (330 << 4) | 8), .. Gt06Frames.Position()];
        Assert.Equal(utc + Duration.FromMinutes(210), Assert.Single(Open(new() { Gt06LoginZone = true }).Send(west).Fixes).FixTime);
    }

    [Fact]
    public void A_question_for_the_time_is_answered_with_the_receive_time()
    {
        var wire = Known().Send(Gt06Frames.Build(0x8A, []));
        Assert.Equal("78780B8A1A0B16090000", Convert.ToHexString(wire.Replies)[..20]);
        Assert.Empty(wire.Fixes);
    }

    [Fact]
    public void A_question_for_an_address_is_answered_that_none_is_known()
    {
        var wire = Known().Send(Gt06Frames.Build(0x2A, [.. Gt06Frames.PositionBody(), .. new byte[21]]));
        Assert.Contains("NA&&NA&&0##", Encoding.Latin1.GetString(wire.Replies), StringComparison.Ordinal);
        Assert.Empty(wire.Fixes);
    }

    [Fact]
    public void A_long_frame_is_answered_in_the_short_form()
    {
        var wire = Known().Send(Gt06Frames.BuildLong(0x70, [0, 1, 0, 1, 7], serial: 0x1234));
        Assert.Equal("787805701234", Convert.ToHexString(wire.Replies)[..12]);
    }

    [Fact]
    public void A_model_that_repeats_its_imei_before_the_block_is_read()
    {
        var fix = Assert.Single(Known().Send(Gt06Frames.Build(0x12, [0x08, 0x66, 0x70, 0x30, 0x66, 0x50, 0x22, 0x97, .. Gt06Frames.PositionBody()])).Fixes);
        Assert.Equal(37.5665, fix.Position.Latitude, 1e-6);
    }

    [Fact]
    public void A_position_kept_in_memory_and_sent_late_is_marked()
    {
        byte[] cell = [1, 0xCC, 0, 0x28, 0x7D, 0, 0x1F, 0x71];
        var fix = Assert.Single(Known().Send(Gt06Frames.Build(0x22, [.. Gt06Frames.PositionBody(), .. cell, 1, 0, 1])).Fixes);
        Assert.Equal(FixFlags.Stored | FixFlags.IgnitionOn, fix.Flags);
    }

    [Fact]
    public void A_position_body_without_room_for_its_block_is_refused_without_an_answer()
    {
        var wire = Known().Send(Gt06Frames.Build(0x12, [1, 2, 3]));
        Assert.Empty(wire.Fixes);
        Assert.Empty(wire.Replies);
        Assert.Equal(1, wire.Counters.RefusedFor(RefusalReason.Malformed));
    }

    [Fact]
    public void The_text_of_where_it_is_gives_a_position()
    {
        var text = Encoding.ASCII.GetBytes("\0\0\0\0\u0001Current position!Lat:S54.739332,Lon:E25.273270,Course:126.53,Speed:36.0000,DateTime:2026-05-26  10:27:47");
        var wire = Known().Send(Gt06Frames.BuildLong(0x21, text));
        var fix = Assert.Single(wire.Fixes);
        Assert.Equal(-54.739332, fix.Position.Latitude, 1e-9);
        Assert.Equal(10, fix.Speed, 1e-9);
        Assert.Equal(Instant.FromUtc(2026, 5, 26, 10, 27, 47), fix.FixTime);
        Assert.Empty(wire.Replies);
    }

    [Fact]
    public void Reading_allocates_nothing_once_it_runs()
    {
        var stream = Enumerable.Repeat(Gt06Frames.Position(), 50).SelectMany(f => f).ToArray();
        var reader = new BeaconReader(BeaconProtocols.Standard["gt06"], new BeaconOptions { Device = DeviceKey.Parse(Imei) });
        var fixes = new FixBuffer();
        var replies = new System.Buffers.ArrayBufferWriter<byte>(1 << 16);
        long Allocated()
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var i = 0; i < 50; i++)
            {
                fixes.Clear();
                replies.ResetWrittenCount();
                var input = new System.Buffers.ReadOnlySequence<byte>(stream);
                reader.Read(ref input, Wire.Now, fixes, replies);
            }

            return GC.GetAllocatedBytesForCurrentThread() - before;
        }

        Allocated();
        Assert.Equal(0, Allocated());
        Assert.Equal(50, fixes.Count);
    }

    private static Wire Open(BeaconOptions? options = null) => new(BeaconProtocols.Standard["gt06"], options);

    private static Wire Known() => Open(new() { Device = DeviceKey.Parse(Imei) });
}
