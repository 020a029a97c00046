using System.Buffers;
using System.Security.Cryptography;
using Civic.Journal;

namespace Civic.Ledger;

/// <summary>Takes bytes and keeps their SHA-256 only.</summary>
internal sealed class HashingWriter : IBufferWriter<byte>, IDisposable
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private byte[] _buffer = new byte[1 << 16];
    private int _length;

    public void Advance(int count) => _length += count;

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        Room(sizeHint);
        return _buffer.AsMemory(_length);
    }

    public Span<byte> GetSpan(int sizeHint = 0)
    {
        Room(sizeHint);
        return _buffer.AsSpan(_length);
    }

    public Digest Finish()
    {
        Flush();
        Span<byte> digest = stackalloc byte[Digest.Length];
        _hash.GetHashAndReset(digest);
        return new(digest);
    }

    public void Dispose() => _hash.Dispose();

    private void Room(int sizeHint)
    {
        if (_buffer.Length - _length < Math.Max(1, sizeHint))
        {
            Flush();
            if (_buffer.Length < sizeHint)
            {
                _buffer = new byte[sizeHint];
            }
        }
    }

    private void Flush()
    {
        _hash.AppendData(_buffer, 0, _length);
        _length = 0;
    }
}
