using NodaTime;

namespace Civic.Journal;

/// <summary>A lease as a store keeps it.</summary>
/// <param name="Token">The number of the grant, from 1.</param>
/// <param name="Holder">Who holds it.</param>
/// <param name="Until">When it ends; before now when it was released.</param>
internal sealed record Lease(long Token, string Holder, Instant Until)
{
    /// <summary>Of a family that nobody ever held.</summary>
    public static Lease None { get; } = new(0, "", Instant.MinValue);

    /// <summary>Whether an append with this token may go on: with one only if it is the newest, and without one only while no lease runs.</summary>
    public bool Allows(FencingToken token, Instant now) => token.Value == Token || (token.Value == 0 && Until <= now);

    public static void Check(string family, string holder, Duration duration)
    {
        _ = new StreamId(family, "x");
        ArgumentException.ThrowIfNullOrWhiteSpace(holder);
        if (duration <= Duration.Zero)
        {
            throw new ArgumentOutOfRangeException(nameof(duration), "A lease lasts longer than nothing.");
        }
    }
}
