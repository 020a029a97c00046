namespace Civic.Geo.Beacons;

/// <summary>What a GT06 frame has said so far; becomes a <see cref="Fix"/> at the end, so that the large record is built once.</summary>
internal struct Gt06Report
{
    public Gt06Report()
    {
    }

    internal FixValidity Validity;
    internal bool HasTime;
    internal long TimeMilliseconds;
    internal double Latitude;
    internal double Longitude;
    internal double Altitude = double.NaN;
    internal double Speed = double.NaN;
    internal double Course = double.NaN;
    internal double Battery = double.NaN;
    internal short Satellites = -1;
    internal uint EventCode;
    internal FixFlags Flags;

    internal readonly void Deliver(DeviceKey device, in FrameOutput output)
    {
        var fix = new Fix
        {
            Device = device,
            ReceiveTime = output.ReceiveTime,
            UnixTimeMilliseconds = TimeMilliseconds,
            Validity = Validity,
            Position = new GeoPoint(Latitude, Longitude),
            Altitude = Altitude,
            Speed = Speed,
            Course = Course,
            Battery = Battery,
            Satellites = Satellites,
            EventCode = EventCode,
            Flags = Flags,
            Integrity = output.IsBad ? FixIntegrity.Bad : FixIntegrity.Checked,
        };
        if (HasTime)
        {
            output.Add(fix);
        }
        else
        {
            output.Add(fix with { FixTime = null });
        }
    }
}
