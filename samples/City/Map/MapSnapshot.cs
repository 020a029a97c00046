using Civic.City.Live;
using Civic.Geo;
using NodaTime;

namespace Civic.City.Map;

/// <summary>Where everybody is, as of at most half a second ago; made once for all who watch.</summary>
internal sealed class MapSnapshot(LiveCity city, IClock clock)
{
    /// <summary>More dots than this help nobody.</summary>
    public const int MaxShown = 5_000;

    private static readonly Duration Fresh = Duration.FromMilliseconds(500);
    private static readonly GeoCircle Everywhere = new(new GeoPoint(37.56, 126.99), GeoCircle.MaximumRadius);
    private readonly Lock _gate = new();
    private readonly DevicePosition[] _buffer = new DevicePosition[MaxShown];
    private DevicePosition[] _positions = [];
    private Instant _taken;

    /// <summary>The positions, ascending by device.</summary>
    public DevicePosition[] Take()
    {
        lock (_gate)
        {
            var now = clock.GetCurrentInstant();
            if (now - _taken >= Fresh)
            {
                var count = Math.Min(city.Positions.PositionsWithin(Everywhere, _buffer), MaxShown);
                _positions = _buffer[..count];
                _taken = now;
            }

            return _positions;
        }
    }
}
