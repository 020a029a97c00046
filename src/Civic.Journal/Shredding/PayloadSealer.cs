using System.Security.Cryptography;

namespace Civic.Journal;

/// <summary>
/// Seals payloads with a key for each subject, before they are appended: when the key is deleted they are unreadable wherever they were copied to,
/// while every hash and proof still holds, as those cover the sealed bytes. AES-256-GCM.
/// </summary>
/// <remarks>
/// A sealed payload is 1 byte for the version (1), 16 of the subject's UUID (in the order it is written in), 12 of a random nonce, 16 of the tag, then
/// as many as the payload has. The first 17 bytes and the caller's associated data are authenticated with it. Random nonces allow 2^32
/// payloads for each subject (NIST SP 800-38D, 8.3). Every member may be called from several threads at once.
/// </remarks>
public sealed class PayloadSealer
{
    /// <summary>How many bytes longer a sealed payload is.</summary>
    public const int Overhead = SubjectEnd + NonceLength + TagLength;

    private const byte Version = 1;
    private const int SubjectEnd = 17;
    private const int NonceLength = 12;
    private const int TagLength = 16;
    private readonly ISubjectKeys _keys;

    /// <summary>Makes a sealer.</summary>
    /// <param name="keys">Where the keys are; it stays the caller's to dispose of.</param>
    public PayloadSealer(ISubjectKeys keys)
    {
        ArgumentNullException.ThrowIfNull(keys);
        _keys = keys;
    }

    /// <summary>Whose a sealed payload is, as its bytes say, or <see langword="null"/> when they are no sealed payload. Needs no key.</summary>
    /// <param name="sealedPayload">What <see cref="SealAsync"/> gave.</param>
    public static SubjectId? SubjectOf(ReadOnlySpan<byte> sealedPayload)
    {
        if (sealedPayload.Length < Overhead || sealedPayload[0] != Version)
        {
            return null;
        }

        var subject = new Guid(sealedPayload[1..SubjectEnd], bigEndian: true);
        return subject == Guid.Empty ? null : new(subject);
    }

    /// <summary>Seals a payload; the subject gets a key when it has none.</summary>
    /// <param name="subject">Whose data it is.</param>
    /// <param name="payload">The bytes; with <see cref="Overhead"/> more they must still fit into an entry.</param>
    /// <param name="associatedData">
    /// What the payload belongs to, as the stream's name: it is not stored, and opening needs the same, so that a sealed payload moved elsewhere is not
    /// opened there. May be empty.
    /// </param>
    /// <param name="cancellation">Stops waiting.</param>
    /// <returns>The sealed bytes, or <see langword="null"/> when the subject was shredded: nothing may be written about it any more.</returns>
    /// <exception cref="ArgumentException">No subject, or the payload is too large.</exception>
    /// <exception cref="JournalException">The key store failed.</exception>
    public async ValueTask<byte[]?> SealAsync(
        SubjectId subject, ReadOnlyMemory<byte> payload, ReadOnlyMemory<byte> associatedData = default, CancellationToken cancellation = default)
    {
        subject.ThrowIfDefault(nameof(subject));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(payload.Length, NewEntry.MaxPayloadLength - Overhead, nameof(payload));
        return await _keys.GetOrCreateAsync(subject, cancellation).ConfigureAwait(false) is { } key
            ? Seal(key, subject, payload.Span, associatedData.Span)
            : null;
    }

    /// <summary>Opens a sealed payload.</summary>
    /// <param name="sealedPayload">What <see cref="SealAsync"/> gave.</param>
    /// <param name="associatedData">The same as when it was sealed.</param>
    /// <param name="cancellation">Stops waiting.</param>
    /// <exception cref="JournalException">The key store failed.</exception>
    public async ValueTask<OpenOutcome> OpenAsync(
        ReadOnlyMemory<byte> sealedPayload, ReadOnlyMemory<byte> associatedData = default, CancellationToken cancellation = default)
    {
        if (SubjectOf(sealedPayload.Span) is not { } subject)
        {
            return new(OpenResult.Tampered, default, default);
        }

        if (await _keys.FindAsync(subject, cancellation).ConfigureAwait(false) is not { } key)
        {
            return new(OpenResult.Shredded, subject, default);
        }

        return Open(key, sealedPayload.Span, associatedData.Span) is { } payload
            ? new(OpenResult.Opened, subject, payload)
            : new(OpenResult.Tampered, subject, default);
    }

    private static byte[] Seal(SubjectKey key, SubjectId subject, ReadOnlySpan<byte> payload, ReadOnlySpan<byte> associatedData)
    {
        var bytes = new byte[Overhead + payload.Length];
        bytes[0] = Version;
        subject.Value.TryWriteBytes(bytes.AsSpan(1), bigEndian: true, out _);
        var nonce = bytes.AsSpan(SubjectEnd, NonceLength);
        var tag = bytes.AsSpan(SubjectEnd + NonceLength, TagLength);
        RandomNumberGenerator.Fill(nonce);
        using var aes = new AesGcm(key.Bytes, TagLength);
        aes.Encrypt(nonce, payload, bytes.AsSpan(Overhead), tag, [.. bytes.AsSpan(0, SubjectEnd), .. associatedData]);
        return bytes;
    }

    private static byte[]? Open(SubjectKey key, ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> associatedData)
    {
        var payload = new byte[bytes.Length - Overhead];
        using var aes = new AesGcm(key.Bytes, TagLength);
        try
        {
            var nonce = bytes.Slice(SubjectEnd, NonceLength);
            var tag = bytes.Slice(SubjectEnd + NonceLength, TagLength);
            aes.Decrypt(nonce, bytes[Overhead..], tag, payload, [.. bytes[..SubjectEnd], .. associatedData]);
            return payload;
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }
    }
}
