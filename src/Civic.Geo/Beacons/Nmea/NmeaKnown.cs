namespace Civic.Geo.Beacons;

/// <summary>What a sentence, or an epoch so far, says.</summary>
[Flags]
internal enum NmeaKnown : byte
{
    None = 0,
    Time = 1 << 0,
    Position = 1 << 1,
    Altitude = 1 << 2,
    Speed = 1 << 3,
    Course = 1 << 4,
    Hdop = 1 << 5,
    Satellites = 1 << 6,
    Date = 1 << 7,
}
