namespace Civic.Geo.Beacons;

/// <summary>JT/T 808 message ids: those of the terminal that are treated in a way of their own, and the platform's answers.</summary>
internal static class Jt808MessageId
{
    internal const ushort Register = 0x0100;
    internal const ushort Location = 0x0200;
    internal const ushort LocationBatch = 0x0704;
    internal const ushort Transparent = 0x0900;

    /// <summary>Locations with one-byte lengths and no count (vendor).</summary>
    internal const ushort ShortLocationBatch = 0x0210;

    /// <summary>Location of Jointech locks, with a header of its own (vendor).</summary>
    internal const ushort LockLocation = 0x5501;

    /// <summary>The same, sent late (vendor).</summary>
    internal const ushort LateLockLocation = 0x5502;

    internal const ushort GeneralReply = 0x8001;
    internal const ushort RegisterReply = 0x8100;
    internal const ushort LockReply = 0x4401;

    /// <summary>
    /// Whether the terminal waits for the general reply. It does not after what is itself an answer to the platform, nor
    /// where the standard has another reply that needs more than an acknowledgement.
    /// </summary>
    internal static bool WantsGeneralReply(ushort id) => id switch
    {
        0x0001 or 0x0104 or 0x0106 or 0x0107 or 0x0201 or 0x0302 or 0x0500 or 0x0608 or 0x0700 or 0x0702 or 0x0802 or 0x0805 => false,
        0x0004 or 0x0109 or 0x0801 or 0x0A00 => false,
        _ => true,
    };
}
