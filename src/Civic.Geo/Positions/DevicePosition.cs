using NodaTime;

namespace Civic.Geo;

/// <summary>Where a device was last. Personal data: <see cref="ToString"/> shows neither device nor place.</summary>
/// <param name="Device">Who.</param>
/// <param name="Point">Reported place.</param>
/// <param name="FixTime">When it was there, by the device's clock. Kept to the millisecond, the rest is cut off.</param>
/// <param name="Accuracy">
/// Radius in metres of the circle around <paramref name="Point"/> that holds the true place, 0 or more, or <see cref="double.NaN"/> when unknown.
/// </param>
public readonly record struct DevicePosition(DeviceId Device, GeoPoint Point, Instant FixTime, double Accuracy = double.NaN)
{
    /// <summary>Names the type only, so that nobody's whereabouts reach a log.</summary>
    public override string ToString() => nameof(DevicePosition);
}
