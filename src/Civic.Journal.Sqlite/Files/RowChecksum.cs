using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Civic.Journal.Sqlite;

/// <summary>
/// The first 8 bytes of SHA-256 over a row that no hash chain covers: without it a flipped bit in a key would let an append happen twice, and one
/// in a lease would let two writers in.
/// </summary>
internal static class RowChecksum
{
    public static long OfKey(long stream, Guid key, Digest request, long version, long position)
    {
        Span<byte> row = stackalloc byte[72];
        BinaryPrimitives.WriteInt64BigEndian(row, stream);
        key.TryWriteBytes(row[8..], bigEndian: true, out _);
        request.CopyTo(row[24..]);
        BinaryPrimitives.WriteInt64BigEndian(row[56..], version);
        BinaryPrimitives.WriteInt64BigEndian(row[64..], position);
        return First(row);
    }

    public static long OfLease(string family, long token, string holder, long until) =>
        First(Encoding.UTF8.GetBytes($"{family}\n{token}\n{until}\n{holder}"));

    public static byte[] OfSubjectKey(Guid subject, ReadOnlySpan<byte> key)
    {
        Span<byte> row = stackalloc byte[16 + SubjectKey.Length];
        subject.TryWriteBytes(row, bigEndian: true, out _);
        key.CopyTo(row[16..]);
        return SHA256.HashData(row)[..8];
    }

    private static long First(ReadOnlySpan<byte> row)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(row, hash);
        return BinaryPrimitives.ReadInt64BigEndian(hash);
    }
}
