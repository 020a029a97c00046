using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Civic.Ledger;

/// <summary>
/// Identifiers of the transfers that settlement books: the first 16 bytes, big-endian, of SHA-256 over the text <c>civic.settlement/1:purpose</c>, a zero
/// byte, the 16 bytes of the identifier in the order they are written, and the line's number in 4 bytes, big-endian. So a repeated command asks for the
/// same transfers, and an outsider can find them.
/// </summary>
internal readonly struct SettlementIds
{
    private const int IdLength = 16;
    private const int LineLength = sizeof(int);
    private readonly byte[] _input;

    public SettlementIds(string purpose, Guid id)
    {
        var prefix = Encoding.ASCII.GetBytes($"civic.settlement/1:{purpose}\0");
        _input = new byte[prefix.Length + IdLength + LineLength];
        prefix.CopyTo(_input, 0);
        id.TryWriteBytes(_input.AsSpan(prefix.Length), bigEndian: true, out _);
    }

    /// <summary>The transfer of one line. Not for several threads at once.</summary>
    public TransferId this[int line]
    {
        get
        {
            BinaryPrimitives.WriteInt32BigEndian(_input.AsSpan(_input.Length - LineLength), line);
            Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
            SHA256.HashData(_input, hash);
            var value = BinaryPrimitives.ReadUInt128BigEndian(hash);
            return new(value == 0 || value == UInt128.MaxValue ? UInt128.One : value);
        }
    }
}
