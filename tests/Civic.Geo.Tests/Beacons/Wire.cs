using System.Buffers;
using NodaTime;

namespace Civic.Geo.Beacons;

/// <summary>Feeds bytes to a reader in any cut and collects all that comes out.</summary>
internal sealed class Wire(BeaconProtocol protocol, BeaconOptions? options = null)
{
    private readonly BeaconReader _reader = new(protocol, options);
    private readonly FixBuffer _fixes = new(4);
    private readonly List<Fix> _all = [];
    private readonly ArrayBufferWriter<byte> _replies = new();

    public static Instant Now { get; } = Instant.FromUtc(2026, 11, 22, 9, 0);

    public IReadOnlyList<Fix> Fixes => _all;

    public byte[] Replies => _replies.WrittenSpan.ToArray();

    public BeaconCounters Counters => _reader.Counters;

    public DeviceKey Device => _reader.Device;

    /// <summary>The whole stream in one piece, to its end.</summary>
    public Wire Send(params ReadOnlySpan<byte> bytes)
    {
        var rest = new ReadOnlySequence<byte>(bytes.ToArray());
        while (_reader.ReadToEnd(ref rest, Now, _fixes, _replies))
        {
            Take();
        }

        Take();
        Assert.True(rest.IsEmpty);
        return this;
    }

    /// <summary>The stream cut at <paramref name="cuts"/>: each part arrives by itself, what was not consumed stays in front, as on a pipe.</summary>
    public Wire SendCut(byte[] bytes, IEnumerable<int> cuts)
    {
        var segments = new List<byte[]>();
        var start = 0;
        foreach (var cut in cuts.Append(bytes.Length))
        {
            segments.Add(bytes[start..cut]);
            start = cut;
            var rest = Sequence(segments);
            while (_reader.Read(ref rest, Now, _fixes, _replies))
            {
                Take();
            }

            Take();
            segments = Segments(rest);
        }

        var last = Sequence(segments);
        while (_reader.ReadToEnd(ref last, Now, _fixes, _replies))
        {
            Take();
        }

        Take();
        Assert.True(last.IsEmpty);
        return this;
    }

    /// <summary>A sequence with one segment per array.</summary>
    public static ReadOnlySequence<byte> Sequence(IReadOnlyList<byte[]> parts)
    {
        if (parts.Count == 0)
        {
            return ReadOnlySequence<byte>.Empty;
        }

        var first = new Segment(parts[0], 0);
        var last = first;
        foreach (var part in parts.Skip(1))
        {
            last = last.Append(part);
        }

        return new(first, 0, last, last.Memory.Length);
    }

    private static List<byte[]> Segments(in ReadOnlySequence<byte> sequence)
    {
        var parts = new List<byte[]>();
        foreach (var memory in sequence)
        {
            parts.Add(memory.ToArray());
        }

        return parts;
    }

    private void Take()
    {
        _all.AddRange(_fixes.Span);
        _fixes.Clear();
    }

    private sealed class Segment : ReadOnlySequenceSegment<byte>
    {
        public Segment(ReadOnlyMemory<byte> memory, long start)
        {
            Memory = memory;
            RunningIndex = start;
        }

        public Segment Append(ReadOnlyMemory<byte> memory)
        {
            var next = new Segment(memory, RunningIndex + Memory.Length);
            Next = next;
            return next;
        }
    }
}
