using NodaTime;

namespace Civic.Journal.Tests;

/// <summary>A clock that moves when told.</summary>
public sealed class TestClock : IClock
{
    private readonly Lock _gate = new();
    private Instant _now = Instant.FromUtc(2026, 3, 2, 0, 0);

    public Instant GetCurrentInstant()
    {
        lock (_gate)
        {
            return _now;
        }
    }

    public void Advance(Duration by)
    {
        lock (_gate)
        {
            _now += by;
        }
    }
}
