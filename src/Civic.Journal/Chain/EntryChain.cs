using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Civic.Journal;

/// <summary>
/// The hash chain of a stream: each entry's hash covers its content and the hash before it, so that nothing can be changed, left out or moved
/// without every later hash changing.
/// </summary>
/// <remarks>
/// The hash of an entry is SHA-256 over, in this order and big-endian: the 32 bytes of the previous hash; the stream's written form in UTF-8,
/// after its length as 32 bits; the version as 64 bits; the type in ASCII, after its length as 32 bits; the instant as 64 bits of 100 ns since
/// 1970-01-01T00:00Z; the payload, after its length as 32 bits. Any program can check it from an export.
/// </remarks>
public static class EntryChain
{
    /// <summary>The hash before the first entry of a stream: 32 zero bytes.</summary>
    public static Digest Start => default;

    /// <summary>The hash of an entry.</summary>
    /// <param name="previous">The hash of the entry before it in the stream, or <see cref="Start"/>.</param>
    /// <param name="stream">The stream.</param>
    /// <param name="version">The entry's version, from 1.</param>
    /// <param name="entry">Its content.</param>
    public static Digest Next(Digest previous, StreamId stream, long version, NewEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        stream.ThrowIfDefault(nameof(stream));
        // 32 previous + 4 + 201 stream + 8 version + 4 + 100 type + 8 instant + 4 length: at most 361.
        Span<byte> header = stackalloc byte[384];
        previous.CopyTo(header);
        var at = Digest.Length;
        at += Text(header[at..], stream.ToString());
        BinaryPrimitives.WriteInt64BigEndian(header[at..], version);
        at += sizeof(long);
        at += Text(header[at..], entry.Type);
        BinaryPrimitives.WriteInt64BigEndian(header[at..], entry.At.ToUnixTimeTicks());
        at += sizeof(long);
        BinaryPrimitives.WriteInt32BigEndian(header[at..], entry.Payload.Length);
        at += sizeof(int);
        using var sha = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        sha.AppendData(header[..at]);
        sha.AppendData(entry.Payload.Span);
        return Finish(sha);
    }

    /// <summary>What an append asks for, whatever the stream's version: two appends under one <see cref="AppendKey"/> are the same when this is equal.</summary>
    /// <param name="entries">The entries of the append.</param>
    public static Digest Request(IReadOnlyList<NewEntry> entries)
    {
        ArgumentNullException.ThrowIfNull(entries);
        using var sha = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> header = stackalloc byte[128];
        foreach (var entry in entries)
        {
            var at = Text(header, entry.Type);
            BinaryPrimitives.WriteInt64BigEndian(header[at..], entry.At.ToUnixTimeTicks());
            at += sizeof(long);
            BinaryPrimitives.WriteInt32BigEndian(header[at..], entry.Payload.Length);
            at += sizeof(int);
            sha.AppendData(header[..at]);
            sha.AppendData(entry.Payload.Span);
        }

        return Finish(sha);
    }

    private static int Text(Span<byte> into, string text)
    {
        var length = Encoding.UTF8.GetBytes(text, into[sizeof(int)..]);
        BinaryPrimitives.WriteInt32BigEndian(into, length);
        return sizeof(int) + length;
    }

    private static Digest Finish(IncrementalHash sha)
    {
        Span<byte> hash = stackalloc byte[Digest.Length];
        sha.GetHashAndReset(hash);
        return new(hash);
    }
}
