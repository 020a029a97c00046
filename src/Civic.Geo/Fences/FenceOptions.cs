using NodaTime;

namespace Civic.Geo;

/// <summary>How a <see cref="FenceMonitor"/> takes fixes. Immutable; checked when the monitor is made.</summary>
public sealed record FenceOptions
{
    /// <summary>Radius in metres of the accuracy circle of a fix that does not state one.</summary>
    /// <value>0 to 1,000. Default: 10.</value>
    public double DefaultAccuracy { get; init; } = 10;

    /// <summary>Greatest accuracy radius in metres that still says something about fences; less accurate fixes are quarantined.</summary>
    /// <value><see cref="DefaultAccuracy"/> to 100,000. Default: 5,000.</value>
    public double MaximumAccuracy { get; init; } = 5_000;

    /// <summary>How long a position counts. An older fix is quarantined on arrival, a device that is silent for longer is lost.</summary>
    /// <value>More than zero, to 3,650 days. Default: 5 minutes.</value>
    public Duration TimeToLive { get; init; } = Duration.FromMinutes(5);

    /// <summary>How far the fix time may be ahead of the receive time.</summary>
    /// <value>Zero to 3,650 days. Default: 1 minute.</value>
    public Duration ClockTolerance { get; init; } = Duration.FromMinutes(1);

    /// <summary>Whether a device whose first fix is inside a fence is reported as entering, with the cause <see cref="FenceEventCause.Initial"/>.</summary>
    /// <value>Default: true. Otherwise it becomes a member silently.</value>
    public bool ReportInitial { get; init; } = true;

    /// <summary>What becomes of fixes out of order.</summary>
    /// <value>Default: <see cref="LateFixes.Drop"/>.</value>
    public LateFixes LateFixes { get; init; }

    /// <exception cref="ArgumentException">A value is out of its range.</exception>
    internal void ThrowIfInvalid(string parameter)
    {
        var longest = Duration.FromDays(3_650);
        if (!(DefaultAccuracy is >= 0 and <= 1_000))
            throw new ArgumentException($"The default accuracy is 0 to 1,000 metres, not {DefaultAccuracy}.", parameter);
        if (!(MaximumAccuracy >= DefaultAccuracy && MaximumAccuracy <= 100_000))
            throw new ArgumentException($"The maximum accuracy is the default accuracy to 100,000 metres, not {MaximumAccuracy}.", parameter);
        if (TimeToLive <= Duration.Zero || TimeToLive > longest)
            throw new ArgumentException($"The time to live is more than zero and at most 3,650 days, not {TimeToLive}.", parameter);
        if (ClockTolerance < Duration.Zero || ClockTolerance > longest)
            throw new ArgumentException($"The clock tolerance is zero to 3,650 days, not {ClockTolerance}.", parameter);
    }
}
