namespace Civic.Geo.Beacons;

/// <summary>Why bytes that began like a frame, or a fix inside a good frame, were refused.</summary>
public enum RefusalReason : byte
{
    /// <summary>The checksum does not match.</summary>
    BadChecksum,

    /// <summary>The stated length is impossible, or does not lead to the trailer.</summary>
    BadLength,

    /// <summary>Longer than the protocol allows.</summary>
    TooLong,

    /// <summary>The frame ended in the middle (the stream was closed, or a new frame began).</summary>
    Truncated,

    /// <summary>A field is not what the protocol says it is.</summary>
    Malformed,

    /// <summary>Coordinates outside ±90° or ±180°.</summary>
    PositionOutOfRange,

    /// <summary>A date or time that does not exist.</summary>
    ImpossibleTime,

    /// <summary>The device has not said who it is, or its id cannot be a <see cref="DeviceKey"/>.</summary>
    UnknownDevice,

    /// <summary>The host does not accept this device (<see cref="BeaconOptions.Accept"/>).</summary>
    DeviceRefused,

    /// <summary>A well-formed message of a kind that is encrypted or not read here.</summary>
    Unsupported,
}
