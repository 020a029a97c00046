namespace Civic.Geo;

/// <summary>The layout of an export, shared by both directions.</summary>
/// <remarks>
/// <code>
/// header      "CIVF" as a 32-bit number, format (32), number of fences (32), number of subjects (32)
/// fence       id (64), version (32), moving or not (8); by id
/// subject     device (64), latitude, longitude, accuracy (doubles), fix time (64), lost or not (8), number of memberships (32); by device
/// membership  place of the fence above (32), sequence (64), state (8); unless outside: since (64), pending since (64), flags (8); by fence
/// digest      SHA-256 of all before
/// </code>
/// Numbers are little-endian, times nanoseconds since 1970.
/// </remarks>
internal static class ExportFormat
{
    public const int Magic = 0x46564943;
    public const int Version = 1;

    public const int HeaderSize = 16;
    public const int FenceSize = 13;
    public const int SubjectSize = 45;
    public const int MembershipSize = 13;
    public const int DigestSize = 32;

    public const byte DweltFlag = 1;
    public const byte LostFlag = 2;
}
