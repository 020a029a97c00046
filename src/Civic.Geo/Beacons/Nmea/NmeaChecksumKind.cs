namespace Civic.Geo.Beacons;

/// <summary>What stands where a sentence's body ends.</summary>
internal enum NmeaChecksumKind : byte
{
    /// <summary>A checksum of which digits are still to come.</summary>
    Unfinished,

    /// <summary>The checksum of the body.</summary>
    Right,

    /// <summary>Another one, or not two hexadecimal digits.</summary>
    Wrong,

    /// <summary>A line end.</summary>
    Absent,

    /// <summary>A byte that no sentence holds: it was cut off there.</summary>
    Broken,
}
