namespace Civic.Geo;

/// <summary>What a <see cref="FenceMonitor"/> did with a fix. Anything but <see cref="Accepted"/> left the state as it was.</summary>
/// <remarks>Where several apply, the first in this order from <see cref="Invalid"/> on is given.</remarks>
public enum FixOutcome
{
    /// <summary>The fix moved its device.</summary>
    Accepted,

    /// <summary>Not a place, an accuracy that is negative or infinite, or a time outside the years 1678 to 2262.</summary>
    Invalid,

    /// <summary>Quarantined: fix time further ahead of the receive time than <see cref="FenceOptions.ClockTolerance"/>.</summary>
    FromFuture,

    /// <summary>Quarantined: older on arrival than <see cref="FenceOptions.TimeToLive"/>.</summary>
    Stale,

    /// <summary>Quarantined: less accurate than <see cref="FenceOptions.MaximumAccuracy"/>.</summary>
    Imprecise,

    /// <summary>As old as the device's last accepted fix or older: a duplicate or a late arrival, which may go to a history.</summary>
    Late,
}
