namespace Civic.Geo.Beacons;

/// <summary>What a decoder can see at the start of a window.</summary>
public enum FrameProbeKind : byte
{
    /// <summary>The beginning of a frame that is not complete yet.</summary>
    NeedMore,

    /// <summary>Bytes that begin no frame.</summary>
    Junk,

    /// <summary>A whole frame, verified as far as the format allows.</summary>
    Frame,

    /// <summary>A whole frame with a wrong checksum.</summary>
    BadFrame,

    /// <summary>Something that begins like a frame and is none.</summary>
    Refused,

    /// <summary>Bytes between frames that mean nothing, such as a line end.</summary>
    Blank,
}
