namespace Civic.Geo;

/// <summary>One device as the index keeps it.</summary>
internal readonly record struct StoredPosition(ulong Device, CellKey Cell, int Latitude, int Longitude, ulong Stamp)
{
    public GeoPoint Point => CellGrid.Decode(Cell, Latitude, Longitude);

    public static StoredPosition Read(ref readonly Block block, int lane, CellKey cell) =>
        new(block.Device[lane], cell, block.Latitude[lane], block.Longitude[lane], block.Stamp[lane]);

    public void Write(ref Block block, int lane)
    {
        block.Device[lane] = Device;
        block.Latitude[lane] = Latitude;
        block.Longitude[lane] = Longitude;
        block.Stamp[lane] = Stamp;
    }

    public DevicePosition ToDevicePosition() => new(new DeviceId(Device), Point, FixStamp.Time(Stamp), FixStamp.Accuracy(Stamp));
}
