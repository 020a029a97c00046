namespace Civic.Geo.Beacons;

/// <summary>What a report says about where the device is.</summary>
public enum FixValidity : byte
{
    /// <summary>No coordinates: the report is an event (a heartbeat, an alarm without position), not a place.</summary>
    None,

    /// <summary>Coordinates the receiver itself does not vouch for: the last known place, or a guess.</summary>
    Invalid,

    /// <summary>Coordinates from a satellite fix, or vouched for by the device.</summary>
    Valid,
}
