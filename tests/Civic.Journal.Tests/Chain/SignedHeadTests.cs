using System.Security.Cryptography;
using NodaTime;

namespace Civic.Journal.Tests;

public sealed class SignedHeadTests : IDisposable
{
    private static readonly JournalHead Head = new(12, new Digest(SHA256.HashData([1, 2, 3])));
    private static readonly Instant Midnight = Instant.FromUtc(2026, 3, 2, 15, 0).PlusTicks(7);
    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public void Dispose() => _key.Dispose();

    [Fact]
    public void A_signed_head_is_accepted_with_the_public_key()
    {
        var signed = SignedHead.Sign(Head, Midnight, _key);
        Assert.True(signed.Verify(_key.ExportSubjectPublicKeyInfoPem()));
        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        Assert.False(signed.Verify(other));
    }

    [Fact]
    public void Nothing_that_was_signed_can_be_changed()
    {
        var signed = SignedHead.Sign(Head, Midnight, _key);
        Assert.False(new SignedHead(Head with { Count = 11 }, Midnight, signed.Signature).Verify(_key));
        Assert.False(new SignedHead(Head with { Root = default }, Midnight, signed.Signature).Verify(_key));
        Assert.False(new SignedHead(Head, Midnight.PlusTicks(1), signed.Signature).Verify(_key));
        for (var i = 0; i < 64; i++)
        {
            var signature = signed.Signature.ToArray();
            signature[i] ^= 1;
            Assert.False(new SignedHead(Head, Midnight, signature).Verify(_key));
        }
    }

    [Fact]
    public void A_signed_head_is_kept_as_text()
    {
        var signed = SignedHead.Sign(Head, Midnight, _key);
        var read = SignedHead.FromPem($"The head of 3 March:\n{signed.ToPem()}\n");
        Assert.Equal((Head, Midnight), (read.Head, read.At));
        Assert.True(read.Verify(_key));
    }

    [Theory]
    [InlineData("")]
    [InlineData("-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----")]
    [InlineData("-----BEGIN CIVIC JOURNAL HEAD-----\nAAAA\n-----END CIVIC JOURNAL HEAD-----")]
    public void Text_that_holds_no_signed_head_is_refused(string text) => Assert.Throws<FormatException>(() => SignedHead.FromPem(text));

    [Fact]
    public void A_block_of_another_version_is_refused()
    {
        var pem = PemEncoding.WriteString("CIVIC JOURNAL HEAD", new byte[132]);
        Assert.Throws<FormatException>(() => SignedHead.FromPem(pem));
    }

    [Fact]
    public void Keys_on_other_curves_are_refused()
    {
        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        Assert.ThrowsAny<ArgumentException>(() => SignedHead.Sign(Head, Midnight, other));
        Assert.ThrowsAny<ArgumentException>(() => SignedHead.Sign(Head, Midnight, _key).Verify(other));
        Assert.ThrowsAny<ArgumentException>(() => SignedHead.Sign(Head, Midnight, _key).Verify("no key"));
    }
}
