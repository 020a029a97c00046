using NodaTime;

namespace Civic.Ledger.Tests;

/// <summary>A clock that a test moves.</summary>
internal sealed class ManualClock : IClock
{
    public Instant Now { get; set; } = Instant.FromUtc(2026, 7, 1, 0, 0);

    public Instant GetCurrentInstant() => Now;
}
