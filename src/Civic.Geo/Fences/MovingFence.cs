namespace Civic.Geo;

/// <summary>A circle that goes along with a device: who comes near it is reported. Immutable.</summary>
/// <remarks>
/// Judged by the geodesic between the last two positions; accuracy circles are not weighed. For a pair of devices set <see cref="Companion"/>.
/// </remarks>
/// <param name="Id">What the host calls it; shares its numbers with area fences.</param>
/// <param name="Version">Which edition this is; an edit is taken only with a greater version.</param>
/// <param name="Center">The device that it goes with; need not be known yet.</param>
/// <param name="Radius">Metres from the centre that count as near, boundary included; more than 0, to 1,000,000.</param>
public sealed record MovingFence(FenceId Id, int Version, DeviceId Center, double Radius)
{
    /// <summary>Metres beyond the radius that a device must be before it has left.</summary>
    /// <value>0 to 1,000,000. Default: 10.</value>
    public double MinimumDistance { get; init; } = 10;

    /// <summary>The only device to watch for.</summary>
    /// <value>Null for every device. Default: null.</value>
    public DeviceId? Companion { get; init; }

    /// <exception cref="ArgumentException">A value is out of its range.</exception>
    internal void ThrowIfInvalid(string parameter)
    {
        if (!(Radius is > 0 and <= 1_000_000))
            throw new ArgumentException($"The radius is more than 0 and at most 1,000,000 metres, not {Radius}.", parameter);
        if (!(MinimumDistance is >= 0 and <= 1_000_000))
            throw new ArgumentException($"The minimum distance is 0 to 1,000,000 metres, not {MinimumDistance}.", parameter);
        if (Companion == Center)
            throw new ArgumentException("A device is always near itself: the companion must be another device.", parameter);
    }
}
