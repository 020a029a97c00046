namespace Civic.Geo;

/// <summary>What is kept of a device: its last accepted fix and where its memberships begin.</summary>
internal struct Subject
{
    public DeviceId Device;
    public GeoPoint Position;
    public double Accuracy;
    public long FixTime;
    public Chain Chain;
    public bool Lost;
}
