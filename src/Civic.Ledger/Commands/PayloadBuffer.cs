using System.Buffers;
using System.Collections.Concurrent;

namespace Civic.Ledger;

/// <summary>Bytes of one entry on their way to the journal, in pooled memory.</summary>
internal sealed class PayloadBuffer : IBufferWriter<byte>
{
    private const int MostKept = 256;
    private static readonly ConcurrentBag<PayloadBuffer> Pool = [];
    private byte[] _bytes = new byte[512];

    public int Length { get; private set; }

    public ReadOnlyMemory<byte> Written => _bytes.AsMemory(0, Length);

    public static PayloadBuffer Rent() => Pool.TryTake(out var buffer) ? buffer : new();

    /// <summary>Gives it back. Nothing may refer to its bytes any more.</summary>
    public void Return()
    {
        Length = 0;
        if (Pool.Count < MostKept && _bytes.Length <= 4 << 20)
            Pool.Add(this);
    }

    public void Advance(int count) => Length += count;

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        Reserve(sizeHint);
        return _bytes.AsMemory(Length);
    }

    public Span<byte> GetSpan(int sizeHint = 0)
    {
        Reserve(sizeHint);
        return _bytes.AsSpan(Length);
    }

    public void Write(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(GetSpan(bytes.Length));
        Length += bytes.Length;
    }

    private void Reserve(int size)
    {
        if (_bytes.Length - Length < Math.Max(size, 1))
            Array.Resize(ref _bytes, (int)Math.Min(Array.MaxLength, Math.Max(Length + (long)size, _bytes.Length * 2L)));
    }
}
