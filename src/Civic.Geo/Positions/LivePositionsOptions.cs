using NodaTime;

namespace Civic.Geo;

/// <summary>Settings of a <see cref="LivePositions"/>; checked when it is made.</summary>
public sealed class LivePositionsOptions
{
    /// <summary>The most that the index can number, were each device alone in its block.</summary>
    internal const int DeviceLimit = 60_000_000;

    /// <summary>Radius in metres assumed for a position without accuracy.</summary>
    /// <value>Default 50; 0 to 100,000.</value>
    public double DefaultAccuracy { get; init; } = 50;

    /// <summary>How far a fix time may lie after the receive time before the fix is refused.</summary>
    /// <value>Default 1 minute; not negative.</value>
    public Duration ClockTolerance { get; init; } = Duration.FromMinutes(1);

    /// <summary>Age by fix time at which <see cref="LivePositions.Expire"/> forgets a position, and from which a late fix is refused.</summary>
    /// <value>Default <see langword="null"/>: positions stay until removed; else more than zero.</value>
    public Duration? TimeToLive { get; init; }

    /// <summary>How many devices are held before new ones are refused; bounds the memory.</summary>
    /// <value>Default 20,000,000; 1 to 60,000,000.</value>
    public int MaximumDevices { get; init; } = 20_000_000;

    internal void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(DefaultAccuracy is >= 0 and <= 100_000, true, nameof(DefaultAccuracy));
        ArgumentOutOfRangeException.ThrowIfLessThan(ClockTolerance, Duration.Zero, nameof(ClockTolerance));
        ArgumentOutOfRangeException.ThrowIfNotEqual(TimeToLive is null || TimeToLive > Duration.Zero, true, nameof(TimeToLive));
        ArgumentOutOfRangeException.ThrowIfNotEqual(MaximumDevices is >= 1 and <= DeviceLimit, true, nameof(MaximumDevices));
    }
}
