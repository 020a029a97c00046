using System.Text.Json;
using Civic.Geo.Beacons;

namespace Civic.Conformance.Beacons;

/// <summary>Damaged streams that must still give exactly the listed good frames, and first frames cut from a stream.</summary>
[Trait("Kind", "beacons")]
public class StreamTests
{
    private const string CorruptionFile = "beacons/corruption.json";
    private const string FramingFile = "beacons/framing.json";
    private const string ExampleFile = "beacons/vendor-examples.json";

    private static readonly BeaconOptions Options = new() { Device = DeviceKey.Parse("1234567890"), MergeNmeaEpochs = false };

    public static IEnumerable<object[]> Corrupted() => OutsideCase.Read(CorruptionFile, (json, _) => json.GetProperty("id").GetString()!, LeftOut);

    public static IEnumerable<object[]> Framing() => OutsideCase.Read(
        FramingFile, (json, _) => json.GetProperty("id").GetString()!, json => LeftOut(json) ?? (Protocol(json) == "gt06" ? UnprovableGt06(json) : null));

    public static IEnumerable<object[]> Examples() => OutsideCase.Read(
        ExampleFile, (json, i) => $"{json.GetProperty("protocol").GetString()}-{i}", json => json.TryGetProperty("hex", out _) ? LeftOut(json) : "A checksum example: checked by the units.");

    [CaseTheory(CorruptionFile)]
    [MemberData(nameof(Corrupted))]
    public void A_damaged_stream_gives_exactly_its_good_frames_whatever_the_chunking(OutsideCase stream)
    {
        var protocol = Protocol(stream.Json)!;
        var chunks = stream.Json.GetProperty("chunksHex").EnumerateArray().Select(c => Convert.FromHexString(c.GetString()!)).ToList();
        byte[] whole = [.. chunks.SelectMany(c => c)];
        var names = stream.Json.GetProperty("mustYieldFrames").EnumerateArray().Select(id => id.GetString()!).ToList();
        var clean = new Listening(protocol, Options);
        var expected = names.Where(name => !IsSynthetic(name)).SelectMany(name => clean.Hear(Frame(name)).Fixes).ToList();
        foreach (var cut in new[] { chunks, [whole], [.. whole.Select(b => new[] { b })], [.. whole.Chunk(7)] })
        {
            var listening = new Listening(protocol, Options);
            var fixes = listening.HearBytes(cut).Fixes;
            Assert.Equal(expected, fixes.Where(expected.Contains));
            Assert.Equal(expected.Count + names.Count(IsSynthetic), fixes.Count);
            Assert.Equal(names.Count, listening.Counters.Accepted);
        }
    }

    [CaseTheory(FramingFile)]
    [MemberData(nameof(Framing))]
    public void The_first_frame_of_a_stream_is_the_stated_one(OutsideCase frame)
    {
        var stream = Convert.FromHexString(frame.Json.GetProperty("streamHex").GetString()!);
        var expected = Convert.FromHexString(frame.Json.GetProperty("firstFrameHex").GetString()!);
        var decoder = BeaconProtocols.Standard[Protocol(frame.Json)!].CreateDecoder(Options with { Lenient = true });
        var probe = decoder.Probe(stream);
        while (probe.Kind is FrameProbeKind.Junk or FrameProbeKind.Refused)
        {
            stream = stream[(probe.Kind == FrameProbeKind.Junk ? probe.Length : probe.Resume)..];
            probe = decoder.Probe(stream);
        }

        Assert.True(probe.Kind is FrameProbeKind.Frame or FrameProbeKind.BadFrame, $"No frame but {probe.Kind} at the end of the stream.");
        var first = stream[..probe.Length];
        Assert.Equal(Convert.ToHexString(expected), Convert.ToHexString(Protocol(frame.Json) == "jt808" ? Listening.Unescape(first) : first));
    }

    [CaseTheory(ExampleFile)]
    [MemberData(nameof(Examples))]
    public void A_documented_example_is_accepted_and_answered_as_documented(OutsideCase example)
    {
        var json = example.Json;
        var listening = new Listening(Protocol(json)!, Options);
        var (fixes, reply, _) = listening.Hear(json);
        Assert.Equal(1, listening.Counters.Accepted);
        Assert.Equal(json.GetProperty("reply").GetString()!, Convert.ToHexString(reply), ignoreCase: true);
        if (json.GetProperty("expected").TryGetProperty("records", out var records))
        {
            Assert.Equal(records.GetInt32(), fixes.Count);
        }
    }

    private static string? LeftOut(JsonElement json) =>
        Protocol(json) is { } protocol && Listening.Reads(protocol) ? null : $"Civic reads no '{Protocol(json)}' beacons.";

    private static string? UnprovableGt06(JsonElement json)
    {
        var frame = Convert.FromHexString(json.GetProperty("firstFrameHex").GetString()!);
        return frame[0] == 0x78 && frame.Length < frame[2] + 5 && X25(frame.AsSpan(2..^4)) != (frame[^4] << 8 | frame[^3])
            ? "Shorter than it says and its checksum is wrong: such an end is told from 0D0A inside a payload only by guessing."
            : null;
    }

    private static int X25(ReadOnlySpan<byte> bytes)
    {
        var register = 0xFFFF;
        foreach (var b in bytes)
        {
            register ^= b;
            for (var bit = 0; bit < 8; bit++)
            {
                register = (register >> 1) ^ ((register & 1) * 0x8408);
            }
        }

        return register ^ 0xFFFF;
    }

    private static string? Protocol(JsonElement json) =>
        json.TryGetProperty("protocol", out var name)
            ? name.GetString()
            : Path.GetFileName(json.GetProperty("source").GetString()!.Split(':')[^1]).Replace("FrameDecoderTest.java", "", StringComparison.Ordinal).ToLowerInvariant();

    /// <summary>A frame made for the stream, one fix, that stands in no other file.</summary>
    private static bool IsSynthetic(string name) => name.StartsWith('(');

    private static JsonElement Frame(string id)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(ConformanceCases.Find("beacons/frames.json")!));
        return document.RootElement.EnumerateArray().First(f => f.GetProperty("id").GetString() == id).Clone();
    }
}
