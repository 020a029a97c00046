using System.Text;

namespace Civic.Geo.Beacons;

/// <summary>Where a sentence begins and ends, and what may stand around it.</summary>
public class NmeaFramingTests
{
    private const string Body = "GPRMC,123519,A,4807.038,N,01131.000,E,022.4,084.4,221126,003.1,W,A";

    [Theory]
    [InlineData("\r\n")]
    [InlineData("\n")]
    [InlineData("\r")]
    [InlineData("")]
    public void Any_line_end_will_do_and_is_not_counted_as_skipped(string end)
    {
        var wire = NmeaLine.Send(NmeaLine.Of(Body, end) + NmeaLine.Of(Body.Replace("123519", "123520", StringComparison.Ordinal), end));
        Assert.Equal(2, wire.Fixes.Count);
        Assert.Equal(0, wire.Counters.SkippedBytes);
    }

    [Fact]
    public void A_sentence_without_checksum_ends_with_its_line_and_is_marked_unchecked()
    {
        var fix = Assert.Single(NmeaLine.Send($"${Body}\r\n").Fixes);
        Assert.Equal(FixIntegrity.Unchecked, fix.Integrity);
    }

    [Fact]
    public void A_sentence_without_checksum_or_line_end_is_cut_off_and_refused()
    {
        var wire = NmeaLine.Send($"${Body}");
        Assert.Empty(wire.Fixes);
        Assert.Equal(1, wire.Counters.RefusedFor(RefusalReason.Truncated));
    }

    [Theory]
    [InlineData("*00\r\n")]
    [InlineData("*7\r\n")]
    [InlineData("*\r\n")]
    [InlineData("*xy\r\n")]
    [InlineData("* 00\r\n")]
    public void A_wrong_checksum_is_refused(string end)
    {
        var wire = NmeaLine.Send($"${Body}{end}");
        Assert.Empty(wire.Fixes);
        Assert.Equal(1, wire.Counters.RefusedFor(RefusalReason.BadChecksum));
    }

    [Fact]
    public void A_wrong_checksum_is_marked_in_lenient_mode_and_joins_nothing()
    {
        var bad = Body.Replace("4807.038", "4907.038", StringComparison.Ordinal);
        var wire = NmeaLine.Send(NmeaLine.Of(Body) + $"${bad}*{NmeaLine.Sum(Body)}\r\n", new BeaconOptions { Lenient = true });
        Assert.Equal([FixIntegrity.Bad, FixIntegrity.Checked], wire.Fixes.Select(f => f.Integrity));
        Assert.Equal(48.1173, wire.Fixes[1].Position.Latitude, 1e-9);
    }

    [Fact]
    public void A_checksum_in_small_letters_is_right() =>
        Assert.Single(NmeaLine.Send($"$GPGLL,4916.45,N,12311.12,W,225445,A*{NmeaLine.Sum("GPGLL,4916.45,N,12311.12,W,225445,A").ToLowerInvariant()}\r\n").Fixes);

    [Fact]
    public void Spaces_around_the_star_are_no_part_of_the_sum() =>
        Assert.Equal(FixIntegrity.Checked, Assert.Single(NmeaLine.Send($"${Body} * {NmeaLine.Sum(Body)}\r\n").Fixes).Integrity);

    [Fact]
    public void What_follows_the_checksum_on_the_line_is_skipped()
    {
        var wire = NmeaLine.Send(NmeaLine.Of(Body, ",11,865733027593268,1\r\n") + NmeaLine.Of(Body.Replace("123519", "123520", StringComparison.Ordinal)));
        Assert.Equal(2, wire.Fixes.Count);
        Assert.True(wire.Device.IsNone);
    }

    [Fact]
    public void A_dollar_inside_a_sentence_begins_it_anew()
    {
        var wire = NmeaLine.Send($"$GPRMC,1235{NmeaLine.Of(Body)}");
        Assert.Single(wire.Fixes);
        Assert.Equal(1, wire.Counters.RefusedFor(RefusalReason.Truncated));
        Assert.Equal(11, wire.Counters.SkippedBytes);
    }

    [Fact]
    public void A_sentence_of_another_kind_that_begins_with_an_exclamation_mark_is_passed_over()
    {
        var wire = NmeaLine.Send("!AIVDM,1,1,,B,13aGhtw0R<OJf=6LgQ?Ad1FF05`L,0*24\r\n" + NmeaLine.Of(Body));
        Assert.Single(wire.Fixes);
        Assert.Equal(2, wire.Counters.Accepted + wire.Counters.Refused);
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("123456789", "123456789")]
    [InlineData("990000561287964,", "990000561287964")]
    [InlineData("660420156A0066AA", "660420156A0066AA")]
    [InlineData("4711/022789000688081/", "022789000688081")]
    [InlineData("4711/022789000688081", "022789000688081")]
    [InlineData("\\s:rcv01,c:1577836800*2C\\", "")]
    [InlineData("\\s:rcv01*1B\\356789012345678", "356789012345678")]
    [InlineData("# a comment ", "")]
    [InlineData("ab", "")]
    [InlineData("no-digits", "")]
    [InlineData("1,2,3,4,5,", "")]
    [InlineData("\\unfinished ", "")]
    public void Text_before_the_dollar_may_be_a_device_id_or_a_tag_block(string prefix, string device)
    {
        var wire = NmeaLine.Send(prefix + NmeaLine.Of(Body));
        var fix = Assert.Single(wire.Fixes);
        Assert.Equal(device, fix.Device.Reveal());
        Assert.Equal(0, wire.Counters.Refused);
    }

    [Fact]
    public void A_new_device_on_the_line_shares_neither_date_nor_epoch_with_the_last()
    {
        var wire = NmeaLine.Send("866000000000001" + NmeaLine.Of(Body) + "866000000000002" + NmeaLine.Of("GPGGA,123519,3733.990,N,12658.680,E,1,08,0.9,38.4,M,18.2,M,,"));
        Assert.Equal(["866000000000001", "866000000000002"], wire.Fixes.Select(f => f.Device.Reveal()));
        Assert.Equal([TimeQuality.Full, TimeQuality.TimeOfDayOnly], wire.Fixes.Select(f => f.TimeQuality));
    }

    [Theory]
    [InlineData("866000000000001", "")]
    [InlineData("", "866000000000001")]
    public void A_device_that_the_host_does_not_accept_gives_no_fix(string prefix, string configured)
    {
        var options = new BeaconOptions { Accept = _ => false, Device = configured.Length == 0 ? DeviceKey.None : DeviceKey.Parse(configured) };
        var wire = NmeaLine.Send(prefix + NmeaLine.Of(Body) + NmeaLine.Of(Body.Replace("123519", "123520", StringComparison.Ordinal)), options);
        Assert.Empty(wire.Fixes);
        Assert.Equal(2, wire.Counters.RefusedFor(RefusalReason.DeviceRefused));
    }

    [Theory]
    [InlineData(200)]
    [InlineData(300)]
    public void Up_to_256_characters_are_read_and_more_is_noise(int length)
    {
        var body = Body + new string('0', length - Body.Length);
        var wire = NmeaLine.Send(NmeaLine.Of(body) + NmeaLine.Of("GPGGA,123520,3733.990,N,12658.680,E,1,08,0.9,38.4,M,18.2,M,,"));
        Assert.Equal(length <= 256 ? 2 : 1, wire.Fixes.Count);
        Assert.Equal(length <= 256 ? 0 : 1, wire.Counters.RefusedFor(RefusalReason.TooLong));
    }

    [Fact]
    public void Every_length_of_sentence_is_summed_and_split_right()
    {
        for (var length = Body.Length; length <= 240; length++)
        {
            // Before other sentences and at the very end of the bytes: the two ways to scan.
            var padded = Body + "," + new string('x', length - Body.Length);
            var wire = NmeaLine.Send(NmeaLine.Of(padded) + NmeaLine.Of(padded.Replace("123519", "123520", StringComparison.Ordinal)));
            Assert.Equal([84.4, 84.4], wire.Fixes.Select(f => f.Course));
        }
    }

    [Fact]
    public void Every_prefix_of_a_stream_gives_the_first_of_its_fixes()
    {
        var text = string.Concat(Enumerable.Range(0, 4).Select(i => NmeaLine.Of(Body.Replace("123519", $"12352{i}", StringComparison.Ordinal))));
        var options = new BeaconOptions { MergeNmeaEpochs = false };
        var whole = NmeaLine.Send(text, options).Fixes;
        for (var length = 0; length <= text.Length; length++)
        {
            var fixes = NmeaLine.Send(text[..length], options).Fixes;
            Assert.Equal(whole.Take(fixes.Count), fixes);
            Assert.InRange(fixes.Count, (length - 4) / (text.Length / 4), (length + 2) / (text.Length / 4));
        }
    }

    [Fact]
    public void A_stream_of_one_character_never_holds_back_more_than_a_frame()
    {
        foreach (var c in "$!\\*a,1/ ")
        {
            var wire = NmeaLine.Send(new string(c, 5000) + "\r\n" + NmeaLine.Of(Body));
            Assert.Single(wire.Fixes);
            Assert.Equal(5002 + NmeaLine.Of(Body).Length, wire.Counters.Bytes);
        }
    }

    [Fact]
    public void Reading_allocates_nothing_within_and_across_segments()
    {
        var lines = Enumerable.Range(0, 50).Select(i => "866000000000001" + NmeaLine.Of(Body.Replace("123519", $"1235{i:00}", StringComparison.Ordinal)));
        var bytes = Encoding.ASCII.GetBytes(string.Concat(lines));
        foreach (var sequence in new[] { Wire.Sequence([bytes]), Wire.Sequence([.. bytes.Chunk(7)]) })
        {
            var reader = new BeaconReader(NmeaLine.Protocol);
            var (fixes, replies) = (new FixBuffer(), new System.Buffers.ArrayBufferWriter<byte>());
            var before = 0L;
            for (var i = 0; i < 20; i++)
            {
                var rest = sequence;
                reader.Read(ref rest, Wire.Now, fixes, replies);
                fixes.Clear();
                before = i == 9 ? GC.GetAllocatedBytesForCurrentThread() : before;
            }

            Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
            Assert.Equal(0, reader.Counters.Refused);
        }
    }
}
