using System.Buffers.Binary;

namespace Civic.Ledger;

/// <summary>
/// One chunk of a dividend as it is journaled: the dividend (16 bytes), the chunk's number (4), then each account (16), its weight (8) and its odd unit (1),
/// big-endian.
/// </summary>
internal sealed class DividendChunk
{
    private const int HeadLength = 20;
    private const int ShareLength = 25;
    private readonly byte[] _bytes;

    public DividendChunk(DividendId id, int number, ReadOnlySpan<DividendShare> shares, ReadOnlySpan<byte> oddUnits)
    {
        _bytes = new byte[HeadLength + (shares.Length * ShareLength)];
        id.Value.TryWriteBytes(_bytes, bigEndian: true, out _);
        BinaryPrimitives.WriteInt32BigEndian(_bytes.AsSpan(16), number);
        for (var i = 0; i < shares.Length; i++)
        {
            var share = _bytes.AsSpan(HeadLength + (i * ShareLength), ShareLength);
            BinaryPrimitives.WriteUInt128BigEndian(share, shares[i].Account.Value);
            BinaryPrimitives.WriteInt64BigEndian(share[16..], shares[i].Weight);
            share[24] = oddUnits.IsEmpty ? (byte)0 : oddUnits[i];
        }
    }

    private DividendChunk(byte[] bytes) => _bytes = bytes;

    public ReadOnlySpan<byte> Bytes => _bytes;

    public Guid Id => new(_bytes.AsSpan(0, 16), bigEndian: true);

    public int Number => BinaryPrimitives.ReadInt32BigEndian(_bytes.AsSpan(16));

    public int Count => (_bytes.Length - HeadLength) / ShareLength;

    public (AccountId Account, long Weight, byte Odd) this[int i]
    {
        get
        {
            var share = _bytes.AsSpan(HeadLength + (i * ShareLength), ShareLength);
            return (new(BinaryPrimitives.ReadUInt128BigEndian(share)), BinaryPrimitives.ReadInt64BigEndian(share[16..]), share[24]);
        }
    }

    /// <exception cref="InvalidDataException">It is cut off or too long.</exception>
    public static DividendChunk Read(ReadOnlyMemory<byte> bytes)
    {
        var shares = bytes.Length - HeadLength;
        return shares >= 0 && shares % ShareLength == 0 && shares / ShareLength <= Dividend.ChunkLength
            ? new(bytes.ToArray())
            : throw new InvalidDataException("The chunk of a dividend is cut off or too long.");
    }
}
