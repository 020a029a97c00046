using System.Buffers.Binary;
using System.Security.Cryptography;
using NodaTime;

namespace Civic.Journal;

/// <summary>
/// A journal's head, signed: what to publish or to give to somebody else each day, so that the journal can never be rewritten unseen. ECDSA on
/// the curve P-256 with SHA-256.
/// </summary>
/// <remarks>
/// Signed are 68 bytes: the ASCII letters <c>civic.journal.head/1</c>, the count as 64 bits, the 32 bytes of the root, the instant as 64 bits
/// of 100 ns since 1970-01-01T00:00Z; numbers big-endian. The signature is r and s, 32 bytes each (IEEE P1363).
/// </remarks>
public sealed class SignedHead
{
    private const string PemLabel = "CIVIC JOURNAL HEAD";
    private const int ContentLength = 68;
    private const int SignatureLength = 64;
    private readonly byte[] _signature;

    /// <summary>Takes up a signed head that was kept. The signature is not checked here: see <see cref="Verify(ECDsa)"/>.</summary>
    /// <param name="head">The head.</param>
    /// <param name="at">When it was signed, kept to 100 ns.</param>
    /// <param name="signature">Exactly 64 bytes.</param>
    /// <exception cref="ArgumentException">The count is negative or the signature has another length.</exception>
    public SignedHead(JournalHead head, Instant at, ReadOnlySpan<byte> signature)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(head.Count, nameof(head));
        if (signature.Length != SignatureLength)
        {
            throw new ArgumentException($"A signature has {SignatureLength} bytes, not {signature.Length}.", nameof(signature));
        }

        (Head, At, _signature) = (head, Instant.FromUnixTimeTicks(at.ToUnixTimeTicks()), signature.ToArray());
    }

    /// <summary>The head.</summary>
    public JournalHead Head { get; }

    /// <summary>When it was signed, as the signer said.</summary>
    public Instant At { get; }

    /// <summary>The 64 bytes of the signature.</summary>
    public ReadOnlySpan<byte> Signature => _signature;

    /// <summary>Signs a head.</summary>
    /// <param name="head">The head.</param>
    /// <param name="at">Now.</param>
    /// <param name="key">A private key on P-256; keep it where the journal's host cannot read it, if you can.</param>
    /// <exception cref="ArgumentException">The key is on another curve.</exception>
    /// <exception cref="CryptographicException">There is no private key in it.</exception>
    public static SignedHead Sign(JournalHead head, Instant at, ECDsa key)
    {
        ArgumentNullException.ThrowIfNull(key);
        RefuseOtherCurves(key);
        return new(head, at, key.SignData(Content(head, at), HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation));
    }

    /// <summary>Whether the head was signed with the private key that belongs to this public one.</summary>
    /// <param name="key">The public key, on P-256.</param>
    /// <exception cref="ArgumentException">The key is on another curve.</exception>
    public bool Verify(ECDsa key)
    {
        ArgumentNullException.ThrowIfNull(key);
        RefuseOtherCurves(key);
        return key.VerifyData(Content(Head, At), _signature, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
    }

    /// <summary>As <see cref="Verify(ECDsa)"/>, with the public key as text.</summary>
    /// <param name="publicKeyPem">The key in PEM (<c>BEGIN PUBLIC KEY</c>).</param>
    /// <exception cref="ArgumentException">The text holds no key, several, or one on another curve.</exception>
    public bool Verify(string publicKeyPem)
    {
        ArgumentNullException.ThrowIfNull(publicKeyPem);
        using var key = ECDsa.Create();
        key.ImportFromPem(publicKeyPem);
        return Verify(key);
    }

    /// <summary>The signed head as text to keep or publish: a PEM block <c>CIVIC JOURNAL HEAD</c> of the 68 signed bytes and the signature.</summary>
    public string ToPem() => PemEncoding.WriteString(PemLabel, [.. Content(Head, At), .. _signature]);

    /// <summary>Reads what <see cref="ToPem"/> wrote; text around the block is passed over.</summary>
    /// <param name="text">The text.</param>
    /// <exception cref="FormatException">It holds no such block, or one that cannot be a signed head.</exception>
    public static SignedHead FromPem(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (!PemEncoding.TryFind(text, out var found) || text[found.Label] != PemLabel)
        {
            throw new FormatException($"The text holds no PEM block '{PemLabel}'.");
        }

        var bytes = Convert.FromBase64String(text[found.Base64Data]);
        if (bytes.Length != ContentLength + SignatureLength)
        {
            throw new FormatException($"A signed head has {ContentLength + SignatureLength} bytes, not {bytes.Length}.");
        }

        var head = new JournalHead(BinaryPrimitives.ReadInt64BigEndian(bytes.AsSpan(20)), new(bytes.AsSpan(28, Digest.Length)));
        var ticks = BinaryPrimitives.ReadInt64BigEndian(bytes.AsSpan(60));
        var isKnown = bytes.AsSpan(0, 20).SequenceEqual("civic.journal.head/1"u8) && head.Count >= 0;
        return isKnown && ticks >= Instant.MinValue.ToUnixTimeTicks() && ticks <= Instant.MaxValue.ToUnixTimeTicks()
            ? new(head, Instant.FromUnixTimeTicks(ticks), bytes.AsSpan(ContentLength))
            : throw new FormatException("The block is not a signed head of version 1.");
    }

    private static byte[] Content(JournalHead head, Instant at)
    {
        var content = new byte[ContentLength];
        "civic.journal.head/1"u8.CopyTo(content);
        BinaryPrimitives.WriteInt64BigEndian(content.AsSpan(20), head.Count);
        head.Root.CopyTo(content.AsSpan(28));
        BinaryPrimitives.WriteInt64BigEndian(content.AsSpan(60), at.ToUnixTimeTicks());
        return content;
    }

    private static void RefuseOtherCurves(ECDsa key)
    {
        var curve = key.ExportParameters(includePrivateParameters: false).Curve.Oid;
        // Windows gives the name of the curve, other systems its number as well.
        if (curve?.Value != ECCurve.NamedCurves.nistP256.Oid.Value && curve?.FriendlyName != ECCurve.NamedCurves.nistP256.Oid.FriendlyName)
        {
            throw new ArgumentException("The key is not on the curve P-256.", nameof(key));
        }
    }
}
