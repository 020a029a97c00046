using System.Security.Cryptography;

namespace Civic.Journal;

/// <summary>A key of 256 bits for one subject's payloads. It is never written to a log: <see cref="ToString"/> does not show it.</summary>
public sealed class SubjectKey
{
    /// <summary>Length in bytes.</summary>
    public const int Length = 32;

    private readonly byte[] _bytes;

    /// <summary>Takes up a key from where it is kept.</summary>
    /// <param name="bytes">Exactly 32 bytes; they are copied.</param>
    /// <exception cref="ArgumentException">There are more or fewer.</exception>
    public SubjectKey(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length != Length)
        {
            throw new ArgumentException($"A key has {Length} bytes, not {bytes.Length}.", nameof(bytes));
        }

        _bytes = bytes.ToArray();
    }

    /// <summary>The key, for the store that keeps it and for the sealer.</summary>
    public ReadOnlySpan<byte> Bytes => _bytes;

    /// <summary>Makes a key from the system's cryptographic random source.</summary>
    public static SubjectKey Create() => new(RandomNumberGenerator.GetBytes(Length));

    /// <summary>Says what this is, never the key.</summary>
    public override string ToString() => "a subject's key";
}
