using System.Buffers.Binary;
using System.Text;
using NodaTime;

namespace Civic.Geo.Beacons;

/// <summary>
/// What an integrator does to add a protocol, and the framer rules for it: <c>'#' length body sum</c>, the body being
/// device (4 ASCII digits), seconds since 1970, latitude and longitude in micro-degrees, big endian.
/// </summary>
public class AddedProtocolTests : ProtocolFuzzTests
{
    private static readonly BeaconProtocol Hash = new("hash", options => new HashDecoder(options));

    protected override FuzzSample Sample { get; } = new(Hash, BeaconOptions.Default, [], [.. Enumerable.Range(0, 6).Select(i => Frame("000" + i, 1_800_000_000 + i, 37.5 + i, 127))]);

    [Fact]
    public void A_registry_with_the_protocol_finds_it_by_name_and_the_standard_one_stays_as_it_was()
    {
        var registry = BeaconProtocols.Standard.With(Hash);
        Assert.Same(Hash, registry["hash"]);
        Assert.False(BeaconProtocols.Standard.TryGet("hash", out _));
    }

    [Fact]
    public void An_unknown_protocol_is_named_together_with_the_known_ones()
    {
        var error = Assert.Throws<ArgumentException>(() => BeaconProtocols.Standard.With(Hash)["hsah"]);
        Assert.Contains("'hsah'", error.Message, StringComparison.Ordinal);
        Assert.Contains("hash", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_device_that_the_host_does_not_accept_delivers_nothing_and_is_counted()
    {
        var asked = 0;
        var options = new BeaconOptions { Accept = _ => { asked++; return false; } };
        var wire = new Wire(Hash, options).Send([.. Sample.Frames[0], .. Sample.Frames[0]]);
        Assert.Empty(wire.Fixes);
        Assert.Equal(2, wire.Counters.RefusedFor(RefusalReason.DeviceRefused));
        Assert.Equal(1, asked);
    }

    [Fact]
    public void In_lenient_mode_a_wrong_checksum_is_marked_instead_of_refused()
    {
        var frame = Sample.Frames[0].ToArray();
        frame[^1] ^= 1;
        Assert.Empty(new Wire(Hash).Send(frame).Fixes);
        var fix = Assert.Single(new Wire(Hash, new BeaconOptions { Lenient = true }).Send(frame).Fixes);
        Assert.Equal(FixIntegrity.Bad, fix.Integrity);
    }

    [Fact]
    public void A_frame_across_segments_allocates_no_more_than_one_inside_a_segment()
    {
        var stream = Sample.Frames.SelectMany(f => f).ToArray();
        var reader = new BeaconReader(Hash);
        var fixes = new FixBuffer();
        var replies = new System.Buffers.ArrayBufferWriter<byte>();
        var cut = Wire.Sequence([.. stream.Chunk(5)]);
        Read(reader, cut, fixes, replies);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++)
        {
            Read(reader, cut, fixes, replies);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static void Read(BeaconReader reader, System.Buffers.ReadOnlySequence<byte> bytes, FixBuffer fixes, System.Buffers.ArrayBufferWriter<byte> replies)
    {
        fixes.Clear();
        reader.Read(ref bytes, Wire.Now, fixes, replies);
    }

    private static byte[] Frame(string device, int seconds, double latitude, double longitude)
    {
        var frame = new byte[19];
        frame[0] = (byte)'#';
        frame[1] = 16;
        Encoding.ASCII.GetBytes(device).CopyTo(frame, 2);
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(6), seconds);
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(10), (int)(latitude * 1e6));
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(14), (int)(longitude * 1e6));
        frame[18] = HashDecoder.Sum(frame.AsSpan(1, 17));
        return frame;
    }

    private sealed class HashDecoder(BeaconOptions options) : BeaconDecoder(options)
    {
        private const int BodyLength = 16;

        public override int MaxFrameLength => BodyLength + 3;

        public static byte Sum(ReadOnlySpan<byte> bytes)
        {
            byte sum = 0;
            foreach (var b in bytes)
            {
                sum = (byte)((sum << 1 | sum >> 7) ^ b);
            }

            return sum;
        }

        public override FrameProbe Probe(ReadOnlySpan<byte> window)
        {
            var start = window.IndexOf((byte)'#');
            if (start != 0)
            {
                return FrameProbe.Junk(start < 0 ? window.Length : start);
            }

            if (window.Length > 1 && window[1] != BodyLength)
            {
                return FrameProbe.Refused(RefusalReason.BadLength);
            }

            if (window.Length < MaxFrameLength)
            {
                return FrameProbe.NeedMore;
            }

            return Sum(window[1..18]) == window[18] ? FrameProbe.Frame(MaxFrameLength) : FrameProbe.BadFrame(MaxFrameLength);
        }

        public override void Decode(ReadOnlySpan<byte> frame, in FrameOutput output)
        {
            if (!DeviceKey.TryCreate(frame.Slice(2, 4), out var device) || !Identify(device, output))
            {
                return;
            }

            output.Add(new Fix
            {
                Device = device,
                ReceiveTime = output.ReceiveTime,
                FixTime = Instant.FromUnixTimeSeconds(BinaryPrimitives.ReadInt32BigEndian(frame[6..])),
                Validity = FixValidity.Valid,
                Position = new(BinaryPrimitives.ReadInt32BigEndian(frame[10..]) / 1e6, BinaryPrimitives.ReadInt32BigEndian(frame[14..]) / 1e6),
                Integrity = output.IsBad ? FixIntegrity.Bad : FixIntegrity.Checked,
            });
        }
    }
}
