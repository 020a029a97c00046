namespace Civic.Geo.Beacons;

/// <summary>What one sentence says, in the units of <see cref="Fix"/>. A member means something only when <see cref="Known"/> says so.</summary>
internal struct NmeaReport
{
    /// <summary>Talker and type, to tell sentences of one cycle apart.</summary>
    public ulong Address;

    /// <summary>Which members were given.</summary>
    public NmeaKnown Known;

    /// <summary>Whether the receiver warns that there is no fix.</summary>
    public bool IsVoid;

    /// <summary>Digits after the point of the coarser angle.</summary>
    public byte Decimals;

    public FixIntegrity Integrity;

    /// <summary>Milliseconds since midnight UTC.</summary>
    public int TimeOfDay;

    /// <summary>Days since 1970-01-01.</summary>
    public int Day;

    public FixFlags Flags;

    public short Satellites;

    public double Latitude;

    public double Longitude;

    public double Altitude;

    public double Speed;

    public double Course;

    public double Hdop;

    public readonly bool Has(NmeaKnown known) => (Known & known) != 0;
}
