using NodaTime;

namespace Civic.Geo.Tests.Positions;

/// <summary>The same promises kept in the plainest way: a dictionary, a scan, the geodesic for every device.</summary>
internal sealed class NaivePositions(LivePositionsOptions options)
{
    /// <summary>Metres from pole to pole, rounded up: a circle of that radius holds every accuracy circle whole.</summary>
    private const double WholeEarth = 20_003_931.5;

    /// <summary>Metres from the border that count as on it.</summary>
    private const double Tolerance = 1e-6;

    private readonly Dictionary<DeviceId, DevicePosition> _held = [];

    public int Count => _held.Count;

    public IEnumerable<DevicePosition> All => _held.Values;

    public PositionOutcome Update(DevicePosition position, Instant receivedAt)
    {
        if (!position.Point.IsValid)
        {
            return PositionOutcome.InvalidPoint;
        }

        if (position.Accuracy < 0 || double.IsInfinity(position.Accuracy))
        {
            return PositionOutcome.InvalidAccuracy;
        }

        if (position.FixTime > receivedAt + options.ClockTolerance)
        {
            return PositionOutcome.TooFarAhead;
        }

        if (options.TimeToLive is { } timeToLive && position.FixTime <= receivedAt - timeToLive)
        {
            return PositionOutcome.TooOld;
        }

        var known = _held.TryGetValue(position.Device, out var held);
        if (known && position.FixTime <= held.FixTime)
        {
            return PositionOutcome.NotNewer;
        }

        if (!known && Count == options.MaximumDevices)
        {
            return PositionOutcome.Full;
        }

        _held[position.Device] = position;
        return known ? PositionOutcome.Moved : PositionOutcome.Added;
    }

    public bool Remove(DeviceId device) => _held.Remove(device);

    public DeviceId[] Expire(Instant now)
    {
        DeviceId[] expired = [.. _held.Values.Where(p => p.FixTime <= now - options.TimeToLive!.Value).Select(p => p.Device).OrderBy(d => d.Value)];
        foreach (var device in expired)
        {
            _held.Remove(device);
        }

        return expired;
    }

    public bool TryGet(DeviceId device, out DevicePosition position) => _held.TryGetValue(device, out position);

    /// <summary>Takes the point and accuracy as the index keeps them, after the caller has checked that they are near enough.</summary>
    public void Keep(DevicePosition kept) => _held[kept.Device] = kept;

    public DeviceId[] Within(GeoPoint center, double radius, PositionQuery query) =>
        Select(query, p => radius >= WholeEarth || Geodesic.Distance(center, p.Point) <= radius + Tolerance + Allowance(p, query.Membership));

    public DeviceId[] Within(GeoArea area, PositionQuery query) => Select(query, p => IsInside(area, p, query.Membership));

    public NearbyDevice[] Nearest(GeoPoint place, int count, double maximumDistance) =>
    [
        .. _held.Values.Select(p => new NearbyDevice(p.Device, Geodesic.Distance(place, p.Point)))
            .Where(n => n.Distance <= maximumDistance + Tolerance).OrderBy(n => n.Distance).ThenBy(n => n.Device.Value).Take(count),
    ];

    private DeviceId[] Select(PositionQuery query, Func<DevicePosition, bool> isInside) =>
        [.. _held.Values.Where(p => query.FixedSince is not { } since || p.FixTime >= since).Where(isInside).Select(p => p.Device).OrderBy(d => d.Value)];

    private bool IsInside(GeoArea area, DevicePosition position, AreaMembership membership) =>
        membership == AreaMembership.Reported ? area.Contains(position.Point) : area.SignedDistance(position.Point) <= Allowance(position, membership) + Tolerance;

    private double Allowance(DevicePosition position, AreaMembership membership)
    {
        var accuracy = double.IsNaN(position.Accuracy) ? options.DefaultAccuracy : position.Accuracy;
        return membership switch { AreaMembership.Possible => accuracy, AreaMembership.Certain => -accuracy, _ => 0 };
    }
}
