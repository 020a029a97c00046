using NodaTime;

namespace Civic.Journal;

/// <summary>An entry to be appended.</summary>
/// <remarks>Its <see cref="ToString"/> never shows the payload, which may carry personal data.</remarks>
public sealed record NewEntry
{
    /// <summary>Longest type name, in characters.</summary>
    public const int MaxTypeLength = 100;

    /// <summary>Largest payload, in bytes: 16 MiB.</summary>
    public const int MaxPayloadLength = 16 << 20;

    private static readonly Instant Earliest = Instant.FromUtc(1, 1, 1, 0, 0);

    /// <summary>Makes an entry.</summary>
    /// <param name="type">What happened, 1 to 100 printable ASCII characters without spaces, as <c>transfers.created</c>.</param>
    /// <param name="at">When it happened; in the years 1 to 9999; kept to 100 ns, what is finer is cut off.</param>
    /// <param name="payload">At most 16 MiB. It must not change until the append has completed. Seal what identifies a person first.</param>
    /// <exception cref="ArgumentException">The type or the instant is not as described, or the payload is too large.</exception>
    public NewEntry(string type, Instant at, ReadOnlyMemory<byte> payload)
    {
        ArgumentException.ThrowIfNullOrEmpty(type);
        if (type.Length > MaxTypeLength || type.AsSpan().ContainsAnyExceptInRange('!', '~'))
        {
            throw new ArgumentException($"'{type}' must be at most {MaxTypeLength} printable ASCII characters without spaces.", nameof(type));
        }

        ArgumentOutOfRangeException.ThrowIfLessThan(at, Earliest);
        if (payload.Length > MaxPayloadLength)
        {
            throw new ArgumentException($"A payload of {payload.Length} bytes is larger than {MaxPayloadLength}: split it into several entries.", nameof(payload));
        }

        (Type, At, Payload) = (type, Instant.FromUnixTimeTicks(at.ToUnixTimeTicks()), payload);
    }

    /// <summary>What happened.</summary>
    public string Type { get; }

    /// <summary>When it happened, to 100 ns.</summary>
    public Instant At { get; }

    /// <summary>The bytes of the entry.</summary>
    public ReadOnlyMemory<byte> Payload { get; }

    /// <summary>The type, the instant and the size; never the payload.</summary>
    public override string ToString() => $"{Type} at {At}, {Payload.Length} bytes";
}
