using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Civic.Geo;

/// <summary>Writes an export: little-endian numbers one after the other, and the SHA-256 of all of them at the end.</summary>
internal sealed class ExportWriter(IBufferWriter<byte> output) : IDisposable
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly byte[] _chunk = new byte[16 * 1024];
    private int _used;

    public void Write(byte value) => Take(1)[0] = value;

    public void Write(int value) => BinaryPrimitives.WriteInt32LittleEndian(Take(4), value);

    public void Write(long value) => BinaryPrimitives.WriteInt64LittleEndian(Take(8), value);

    public void Write(ulong value) => BinaryPrimitives.WriteUInt64LittleEndian(Take(8), value);

    public void Write(double value) => BinaryPrimitives.WriteDoubleLittleEndian(Take(8), value);

    /// <summary>Writes what is left, and the digest.</summary>
    public void Finish()
    {
        Flush();
        output.Write(_hash.GetHashAndReset());
    }

    public void Dispose() => _hash.Dispose();

    private Span<byte> Take(int length)
    {
        if (_used + length > _chunk.Length)
            Flush();
        _used += length;
        return _chunk.AsSpan(_used - length, length);
    }

    private void Flush()
    {
        _hash.AppendData(_chunk, 0, _used);
        output.Write(_chunk.AsSpan(0, _used));
        _used = 0;
    }
}
