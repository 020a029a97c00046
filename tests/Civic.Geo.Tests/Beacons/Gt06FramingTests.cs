using Civic.Testing;

namespace Civic.Geo.Beacons;

public class Gt06FramingTests
{
    private static readonly BeaconOptions WithDevice = new() { Device = DeviceKey.Parse("359339075005244") };

    [Fact]
    public void A_trailer_inside_the_payload_does_not_end_the_frame_even_when_the_read_ends_there()
    {
        var frame = Gt06Frames.Position(hour: 13, minute: 10);
        var at = frame.AsSpan().IndexOf("\r\n"u8) + 2;
        Assert.True(at < frame.Length);
        var wire = Open().SendCut(frame, [at]);
        Assert.Single(wire.Fixes);
        Assert.Equal(0, wire.Counters.SkippedBytes);
    }

    [Theory]
    [InlineData(-3)]
    [InlineData(-1)]
    [InlineData(1)]
    [InlineData(40)]
    public void A_frame_that_states_a_wrong_length_is_found_where_its_checksum_fits(int error)
    {
        var frame = Gt06Frames.Build(0x12, Gt06Frames.PositionBody(), statedLengthError: error);
        Assert.Single(Open().Send(frame).Fixes);
        Assert.Equal(2, Open().Send([.. frame, .. Gt06Frames.Position()]).Fixes.Count);
    }

    [Fact]
    public void A_wrong_checksum_is_refused_and_the_frame_behind_is_delivered()
    {
        var bad = Gt06Frames.Position();
        bad[12] ^= 1;
        var wire = Open().Send([.. bad, .. Gt06Frames.Position(minute: 7)]);
        Assert.Equal(7, Assert.Single(wire.Fixes).FixTime!.Value.InUtc().Minute);
        Assert.Equal(1, wire.Counters.RefusedFor(RefusalReason.BadChecksum));
    }

    [Fact]
    public void In_lenient_mode_a_wrong_checksum_is_marked_and_a_damaged_length_swallows_no_other_frame()
    {
        var lenient = WithDevice with { Lenient = true };
        var bad = Gt06Frames.Position();
        bad[12] ^= 1;
        Assert.Equal(FixIntegrity.Bad, Assert.Single(new Wire(Gt06, lenient).Send(bad).Fixes).Integrity);
        var longer = Gt06Frames.Position();
        longer[2] ^= 0x40;
        var fixes = new Wire(Gt06, lenient).Send([.. longer, .. Gt06Frames.Position(), .. Gt06Frames.Position(), .. Gt06Frames.Position()]).Fixes;
        Assert.Equal([FixIntegrity.Bad, FixIntegrity.Checked, FixIntegrity.Checked, FixIntegrity.Checked], fixes.Select(f => f.Integrity));
    }

    [Fact]
    public void A_stray_start_byte_before_a_frame_costs_nothing_but_itself()
    {
        var wire = Open().Send([0x78, .. Gt06Frames.Position(), 0x79, 0x79, .. Gt06Frames.Position()]);
        Assert.Equal(2, wire.Fixes.Count);
        Assert.Equal(3, wire.Counters.SkippedBytes);
    }

    [Fact]
    public void A_length_above_the_maximum_is_noise_at_once()
    {
        Assert.Equal(FrameProbeKind.Refused, Gt06Framing.Probe([0x79, 0x79, 0x7F, 0xFF]).Kind);
        Assert.Equal(FrameProbeKind.NeedMore, Gt06Framing.Probe([0x79, 0x79, 0x07, 0x00]).Kind);
    }

    [Fact]
    public void Many_trailers_inside_one_payload_still_let_the_stated_end_be_found()
    {
        byte[] lines = [.. Enumerable.Repeat("line\r\n"u8.ToArray(), 60).SelectMany(b => b)];
        var frame = Gt06Frames.BuildLong(0x70, [0x00, 0x01, (byte)(lines.Length >> 8), (byte)lines.Length, .. lines]);
        var wire = Open().SendCut(frame, Enumerable.Range(1, frame.Length - 1));
        Assert.Equal(1, wire.Counters.Accepted);
        Assert.Equal(0, wire.Counters.SkippedBytes);
    }

    [Theory]
    [InlineData(0, 2)]
    [InlineData(8, 6)]
    public void A_frame_of_access_points_has_no_checksum_and_is_read_in_lenient_mode_only(int points, int cells)
    {
        byte[] frame = [0x78, 0x78, (byte)points, 0x69, 0x17, 0x10, 0x23, 0x11, 0x08, 0x29, .. Filler(7 * points), (byte)cells, 0, 0xCC, 8, .. Filler(5 * cells), 13, 10];
        var strict = Open().Send(frame);
        Assert.Empty(strict.Fixes);
        Assert.Empty(strict.Replies);
        var lenient = new Wire(Gt06, WithDevice with { Lenient = true }).SendCut(frame, [4, 9, frame.Length - 1]);
        Assert.False(Assert.Single(lenient.Fixes).HasPosition);
        Assert.Equal([0x78, 0x78, 0, .. frame[3..10], 13, 10], lenient.Replies);
    }

    [Property(MaxTest = 300)]
    public void What_is_said_about_a_window_is_said_about_every_longer_one(int seed)
    {
        var random = new Random(seed);
        var bytes = Gt06Frames.Noise(random);
        var known = FrameProbe.NeedMore;
        for (var length = 1; length <= bytes.Length; length++)
        {
            var probe = Gt06Framing.Probe(bytes.AsSpan(0, length));
            if (known.Kind is FrameProbeKind.NeedMore or FrameProbeKind.Junk)
            {
                known = probe;
                continue;
            }

            Assert.Equal(known, probe);
        }
    }

    private static BeaconProtocol Gt06 => BeaconProtocols.Standard["gt06"];

    private static Wire Open() => new(Gt06, WithDevice);

    /// <summary>Bytes that hold trailers and start markers, as cells may.</summary>
    private static byte[] Filler(int count) => [.. Enumerable.Range(0, count).Select(i => (byte)(i % 5 == 0 ? 13 : i % 5 == 1 ? 10 : 0x78))];
}
