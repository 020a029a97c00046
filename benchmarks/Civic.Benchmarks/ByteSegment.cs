using System.Buffers;

namespace Civic.Benchmarks;

/// <summary>A segment of a sequence, to show bytes cut as a pipe cuts them.</summary>
internal sealed class ByteSegment : ReadOnlySequenceSegment<byte>
{
    private ByteSegment(ReadOnlyMemory<byte> memory, long start)
    {
        Memory = memory;
        RunningIndex = start;
    }

    /// <summary><paramref name="bytes"/> in segments of <paramref name="length"/>.</summary>
    public static ReadOnlySequence<byte> Sequence(ReadOnlyMemory<byte> bytes, int length)
    {
        var first = new ByteSegment(bytes[..Math.Min(length, bytes.Length)], 0);
        var last = first;
        for (var start = length; start < bytes.Length; start += length)
        {
            var next = new ByteSegment(bytes.Slice(start, Math.Min(length, bytes.Length - start)), start);
            last.Next = next;
            last = next;
        }

        return new(first, 0, last, last.Memory.Length);
    }
}
