using System.Buffers.Binary;

namespace Civic.Geo;

/// <summary>
/// Reads numbers off an export. Past the end it gives zeros and says so in <see cref="Failed"/>, so that one look at the
/// end of a record suffices.
/// </summary>
internal ref struct ExportReader(ReadOnlySpan<byte> bytes)
{
    private ReadOnlySpan<byte> _rest = bytes;

    public bool Failed { get; private set; }

    public readonly int Remaining => _rest.Length;

    public byte ReadByte() => Take(1)[0];

    public int ReadInt32() => BinaryPrimitives.ReadInt32LittleEndian(Take(4));

    public long ReadInt64() => BinaryPrimitives.ReadInt64LittleEndian(Take(8));

    public ulong ReadUInt64() => BinaryPrimitives.ReadUInt64LittleEndian(Take(8));

    public double ReadDouble() => BinaryPrimitives.ReadDoubleLittleEndian(Take(8));

    private ReadOnlySpan<byte> Take(int length)
    {
        if (_rest.Length < length)
        {
            Failed = true;
            _rest = default;
            return "\0\0\0\0\0\0\0\0"u8;
        }
        var taken = _rest[..length];
        _rest = _rest[length..];
        return taken;
    }
}
