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

    /// <summary>How finely the place was written: characters of the latitude.</summary>
    public byte Fineness;

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

    /// <summary>Begins a sentence. What <see cref="Known"/> does not name stays as it was.</summary>
    public void Begin(ulong address, FixIntegrity integrity)
    {
        Address = address;
        Integrity = integrity;
        Known = NmeaKnown.None;
        IsVoid = false;
        Flags = FixFlags.None;
    }

    public readonly bool Has(NmeaKnown known) => (Known & known) != 0;
}
