namespace Civic.Geo.Beacons;

/// <summary>Message types of GT06 that are treated in some way of their own.</summary>
internal static class Gt06Type
{
    internal const byte Login = 0x01;
    internal const byte Status = 0x13;
    internal const byte Wifi = 0x17;
    internal const byte CellsExtended = 0x18;
    internal const byte Text = 0x21;
    internal const byte PositionWithAcc = 0x22;
    internal const byte Heartbeat = 0x23;
    internal const byte CellsOrPosition = 0x24;
    internal const byte AddressRequest = 0x2A;
    internal const byte CellsAndWifi = 0x2C;
    internal const byte LengthPrefixedPosition = 0x32;
    internal const byte LengthPrefixedAlarm = 0x33;
    internal const byte X1Position = 0x34;
    internal const byte X1PictureOffer = 0x35;
    internal const byte X1PictureData = 0x36;
    internal const byte PositionWithMileage = 0x37;
    internal const byte DriverPosition = 0x61;
    internal const byte WifiAlternative = 0x69;
    internal const byte Modular = 0x70;
    internal const byte CommandFirst = 0x80;
    internal const byte CommandLast = 0x82;
    internal const byte TimeRequest = 0x8A;
    internal const byte Diagnostics = 0x8C;
    internal const byte Information = 0x94;
    internal const byte DashcamAlarm = 0x95;
    internal const byte AddressAnswer = 0x97;
    internal const byte Serial = 0x9B;
    internal const byte PositionOrCells4G = 0xA2;
    internal const byte FenceOrStatus4G = 0xA3;
    internal const byte MultiFence4G = 0xA4;
    internal const byte CellAlarm4G = 0xA5;

    /// <summary>Whether the body begins with a position block.</summary>
    internal static bool IsPosition(byte type) => type is 0x10 or 0x11 or 0x12 or 0x16 or 0x1A or 0x1E or PositionWithAcc or 0x25 or 0x26 or 0x27
        or 0x2D or 0x31 or LengthPrefixedPosition or PositionWithMileage or 0x38 or 0xA0 or FenceOrStatus4G or MultiFence4G;

    /// <summary>Whether the message says where the device is by cells or access points only: an event here, not a position.</summary>
    internal static bool IsRadioOnly(byte type) => type is Wifi or WifiAlternative or CellsExtended or 0x28 or 0x2E or CellsAndWifi or 0xA1 or 0xF3;
}
