namespace Civic.Journal;

/// <summary>What a verification compares with besides the journal itself.</summary>
public sealed class VerificationOptions
{
    /// <summary>
    /// The public key of whoever signs heads, in PEM, on P-256. When given, an export must end with a signed head, and every signature must be that key's.
    /// </summary>
    public string? PublicKeyPem { get; init; }

    /// <summary>Signed heads that were kept elsewhere, of any age and in any order: the journal must have had each of them.</summary>
    public IReadOnlyList<SignedHead> EarlierHeads { get; init; } = [];
}
