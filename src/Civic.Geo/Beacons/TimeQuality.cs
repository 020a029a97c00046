namespace Civic.Geo.Beacons;

/// <summary>How much of the fix time the report itself stated. Nothing missing is ever invented.</summary>
public enum TimeQuality : byte
{
    /// <summary>No time at all.</summary>
    None,

    /// <summary>Hours to seconds without a date (an NMEA GGA that no RMC or ZDA has dated yet).</summary>
    TimeOfDayOnly,

    /// <summary>Date and time, UTC.</summary>
    Full,
}
