using NodaTime;

namespace Civic.Geo;

/// <summary>What a <see cref="FenceMonitor"/> needs of a fix.</summary>
/// <remarks>Personal data: carries a position. <see cref="ToString"/> leaves it out.</remarks>
/// <param name="Device">Whose fix.</param>
/// <param name="Position">Where it was.</param>
/// <param name="FixTime">When it was there, by the receiver's satellite clock.</param>
/// <param name="ReceivedAt">When the host got it; the time of evaluation.</param>
/// <param name="Accuracy">Radius in metres of the circle that holds the true position, 0 or more; NaN when the device does not say.</param>
public readonly record struct FenceFix(DeviceId Device, GeoPoint Position, Instant FixTime, Instant ReceivedAt, double Accuracy = double.NaN)
{
    /// <summary>The same of a position that also went to <see cref="LivePositions"/>.</summary>
    /// <param name="position">Who was where and when.</param>
    /// <param name="receivedAt">When the host got it.</param>
    public FenceFix(DevicePosition position, Instant receivedAt)
        : this(position.Device, position.Point, position.FixTime, receivedAt, position.Accuracy)
    {
    }

    /// <summary>Device and fix time; no position.</summary>
    public override string ToString() => $"fix of {Device.Value} at {FixTime}";
}
