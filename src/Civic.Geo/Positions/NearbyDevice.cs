namespace Civic.Geo;

/// <summary>A device found near a place. Personal data: keep it no longer than the answer needs.</summary>
/// <param name="Device">Who.</param>
/// <param name="Distance">Geodesic metres from the place asked about to the reported point, 0 or more.</param>
public readonly record struct NearbyDevice(DeviceId Device, double Distance)
{
    /// <summary>Names the type only, so that nobody's whereabouts reach a log.</summary>
    public override string ToString() => nameof(NearbyDevice);
}
