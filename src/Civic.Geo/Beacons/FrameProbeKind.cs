namespace Civic.Geo.Beacons;

internal enum FrameProbeKind : byte
{
    NeedMore,
    Junk,
    Frame,
    BadFrame,
    Refused,
}
