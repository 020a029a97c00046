namespace Civic.Geo.Beacons;

/// <summary>What the text before a start character is.</summary>
internal enum NmeaPrefixKind : byte
{
    /// <summary>Not a prefix: junk.</summary>
    None,

    /// <summary>Could become one.</summary>
    Unfinished,

    /// <summary>A prefix, followed by a start character.</summary>
    Whole,
}
