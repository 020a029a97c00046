namespace Civic.Geo;

/// <summary>What became of a position that was offered to <see cref="LivePositions"/>.</summary>
public enum PositionOutcome
{
    /// <summary>The device was not known and is now.</summary>
    Added,

    /// <summary>The device was known; this newer position took the place of the older one.</summary>
    Moved,

    /// <summary>Refused: a position with the same or a later fix time, to the millisecond, is held already.</summary>
    NotNewer,

    /// <summary>Refused: the fix time lies further after the receive time than <see cref="LivePositionsOptions.ClockTolerance"/>.</summary>
    TooFarAhead,

    /// <summary>Refused: the fix is older than <see cref="LivePositionsOptions.TimeToLive"/> already, or from before 1970.</summary>
    TooOld,

    /// <summary>Refused: latitude beyond ±90, longitude beyond ±180, or not a number.</summary>
    InvalidPoint,

    /// <summary>Refused: accuracy below 0 or infinite. Unknown accuracy is <see cref="double.NaN"/> and welcome.</summary>
    InvalidAccuracy,

    /// <summary>Refused: the device is new and <see cref="LivePositionsOptions.MaximumDevices"/> are held.</summary>
    Full,
}
