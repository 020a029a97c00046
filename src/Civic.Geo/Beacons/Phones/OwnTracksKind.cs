namespace Civic.Geo.Beacons;

/// <summary>The kinds of OwnTracks message that differ in what is done with them.</summary>
internal enum OwnTracksKind
{
    /// <summary>Answered and passed over.</summary>
    Other,

    /// <summary>Where the phone is.</summary>
    Location,

    /// <summary>The phone entered or left a region.</summary>
    Transition,

    /// <summary>Sealed with a key that Civic has not.</summary>
    Encrypted,
}
