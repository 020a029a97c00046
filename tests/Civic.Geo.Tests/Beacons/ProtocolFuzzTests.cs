using Civic.Testing;

namespace Civic.Geo.Beacons;

/// <summary>
/// The framer rules as properties of any stream protocol: derive a class per protocol and give it a sample.
/// </summary>
public abstract class ProtocolFuzzTests
{
    /// <summary>A clean connection of the protocol.</summary>
    /// <param name="Protocol">What it speaks.</param>
    /// <param name="Options">Strict options, with a device where the frames name none.</param>
    /// <param name="Prologue">What the device says first (a login), never damaged; may be empty.</param>
    /// <param name="Frames">Good frames, each with at least one fix, all fixes different from one another.</param>
    /// <param name="HasChecksum">Whether a damaged frame can be recognised.</param>
    public sealed record FuzzSample(BeaconProtocol Protocol, BeaconOptions Options, byte[] Prologue, byte[][] Frames, bool HasChecksum = true);

    protected abstract FuzzSample Sample { get; }

    [Fact]
    public void The_clean_stream_gives_a_fix_for_every_frame_and_skips_nothing()
    {
        var wire = Open().Send(Stream(Sample.Frames));
        Assert.Equal(Sample.Frames.SelectMany(FixesOf), wire.Fixes.Select(Essence));
        Assert.Equal(wire.Fixes.Count, wire.Fixes.Select(Essence).Distinct().Count());
        Assert.Equal(0, wire.Counters.SkippedBytes);
        Assert.Equal(0, wire.Counters.Refused);
    }

    [Fact]
    public void Every_cut_in_two_gives_the_same_fixes_and_replies()
    {
        var stream = Stream(Sample.Frames.Take(3));
        var whole = Open().Send(stream);
        for (var cut = 1; cut < stream.Length; cut++)
        {
            AssertSame(whole, Open().SendCut(stream, [cut]));
        }
    }

    [Fact]
    public void One_byte_per_read_and_per_segment_gives_the_same_fixes_and_replies()
    {
        var stream = Stream(Sample.Frames.Take(3));
        AssertSame(Open().Send(stream), Open().SendCut(stream, Enumerable.Range(1, stream.Length - 1)));
    }

    [Fact]
    public void Every_truncated_frame_is_followed_by_the_next_good_one()
    {
        var (first, second) = (Sample.Frames[0], Sample.Frames[1]);
        for (var length = 1; length < first.Length; length++)
        {
            var fixes = Open().Send([.. Sample.Prologue, .. first[..length], .. second]).Fixes.Select(Essence).ToList();
            AssertEndsWith(FixesOf(second), fixes);
        }
    }

    [Property(MaxTest = 300)]
    public void Damaged_streams_read_the_same_however_they_are_cut(int seed)
    {
        var random = new Random(seed);
        var stream = Damaged(random);
        var cuts = Enumerable.Range(0, random.Next(1, 30)).Select(_ => random.Next(0, stream.Length + 1)).Order();
        AssertSame(Open().Send(stream), Open().SendCut(stream, cuts));
    }

    [Property(MaxTest = 300)]
    public void Junk_between_frames_is_skipped_and_every_good_frame_delivered(int seed)
    {
        var random = new Random(seed);
        var frames = Sample.Frames.Where(_ => random.Next(3) > 0).ToArray();
        byte[] stream = [.. Sample.Prologue, .. frames.SelectMany(frame => Junk(random).Concat(frame))];
        Assert.Equal(frames.SelectMany(FixesOf), Open().Send(stream).Fixes.Select(Essence));
    }

    [Property(MaxTest = 300)]
    public void Duplicated_frames_are_each_delivered(int seed)
    {
        var random = new Random(seed);
        var frames = Sample.Frames.SelectMany(frame => Enumerable.Repeat(frame, random.Next(1, 4))).ToArray();
        Assert.Equal(frames.SelectMany(FixesOf), Open().Send(Stream(frames)).Fixes.Select(Essence));
    }

    [Property(MaxTest = 500)]
    public void One_flipped_bit_costs_at_most_the_frame_it_is_in_and_never_yields_a_false_fix(int seed)
    {
        var random = new Random(seed);
        var frames = Sample.Frames.Select(f => f.ToArray()).ToArray();
        var hit = random.Next(frames.Length - 1);
        var damaged = frames[hit];
        damaged[random.Next(damaged.Length)] ^= (byte)(1 << random.Next(8));
        var fixes = Open().Send(Stream(frames)).Fixes.Select(Essence).ToList();
        if (!Sample.HasChecksum)
        {
            // Without a checksum nobody can tell; the last frame, at least, must be found again.
            AssertEndsWith(FixesOf(Sample.Frames[^1]), fixes);
            return;
        }

        var all = Sample.Frames.SelectMany(FixesOf).ToList();
        Assert.DoesNotContain(fixes, fix => !all.Contains(fix));
        Assert.Equal(Sample.Frames.Where((_, i) => i != hit).SelectMany(FixesOf), fixes.Where(fix => !FixesOf(Sample.Frames[hit]).Contains(fix)));
    }

    [Property(MaxTest = 500)]
    public void Any_bytes_at_all_are_counted_to_the_last_and_never_throw(byte[] noise)
    {
        var wire = Open().Send([.. noise, .. Sample.Prologue, .. noise]);
        Assert.Equal(noise.Length * 2 + Sample.Prologue.Length, wire.Counters.Bytes);
        Assert.InRange(wire.Counters.SkippedBytes, 0, wire.Counters.Bytes);
    }

    private static IEnumerable<byte> Junk(Random random)
    {
        var junk = new byte[random.Next(0, 40)];
        random.NextBytes(junk);
        return junk;
    }

    private static void AssertSame(Wire expected, Wire actual)
    {
        Assert.Equal(expected.Fixes, actual.Fixes);
        Assert.Equal(expected.Replies, actual.Replies);
        Assert.Equal(expected.Device, actual.Device);
        Assert.Equal(expected.Counters.Accepted, actual.Counters.Accepted);
        Assert.Equal(expected.Counters.SkippedBytes, actual.Counters.SkippedBytes);
        Assert.Equal(expected.Counters.Bytes, actual.Counters.Bytes);
        foreach (var reason in Enum.GetValues<RefusalReason>())
        {
            Assert.Equal((reason, expected.Counters.RefusedFor(reason)), (reason, actual.Counters.RefusedFor(reason)));
        }
    }

    private static void AssertEndsWith(IReadOnlyCollection<object> end, List<object> all) =>
        Assert.Equal(end, all.Skip(Math.Max(0, all.Count - end.Count)));

    private static object Essence(Fix fix) => (fix.Validity, fix.Position, fix.FixTime, fix.TimeOfDay, fix.Speed, fix.Course);

    private Wire Open() => new(Sample.Protocol, Sample.Options);

    private byte[] Stream(IEnumerable<byte[]> frames) => [.. Sample.Prologue, .. frames.SelectMany(f => f)];

    private List<object> FixesOf(byte[] frame) => Open().Send([.. Sample.Prologue, .. frame]).Fixes.Select(Essence).ToList();

    /// <summary>The frames in some order, with flips, cuts, repetitions and junk.</summary>
    private byte[] Damaged(Random random)
    {
        var stream = new List<byte>(Sample.Prologue);
        for (var i = random.Next(1, 8); i > 0; i--)
        {
            var frame = Sample.Frames[random.Next(Sample.Frames.Length)].ToArray();
            switch (random.Next(5))
            {
                case 0:
                    frame = frame[..random.Next(frame.Length)];
                    break;
                case 1:
                    frame[random.Next(frame.Length)] ^= (byte)(1 << random.Next(8));
                    break;
                case 2:
                    stream.AddRange(Junk(random));
                    break;
                case 3:
                    stream.AddRange(frame);
                    break;
                default:
                    break;
            }

            stream.AddRange(frame);
        }

        return [.. stream];
    }
}
