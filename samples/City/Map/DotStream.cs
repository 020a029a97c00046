using Civic.City.Feeds;
using Civic.City.Live;
using Civic.Geo;
using NodaTime;

namespace Civic.City.Map;

/// <summary>What changed on the map for one viewer since the last look.</summary>
internal sealed class DotStream(MapSnapshot map, LiveCity city, DeviceRegister register)
{
    private readonly Dictionary<DeviceId, (Instant Time, bool Sos)> _shown = [];
    private bool _started;

    public Change Next()
    {
        var feeds = new List<string>();
        var devices = new List<double[]>();
        var gone = new HashSet<DeviceId>(_shown.Keys);
        var calling = city.Calling;
        foreach (var position in map.Take())
        {
            gone.Remove(position.Device);
            var look = (position.FixTime, Sos: calling.Contains(position.Device));
            if (_shown.TryGetValue(position.Device, out var before) && before == look)
            {
                continue;
            }

            _shown[position.Device] = look;
            var (latitude, longitude) = position.Point;
            devices.Add([position.Device.Value, Round(latitude), Round(longitude), FeedOf(position.Device, feeds), look.Sos ? 1 : 0]);
        }

        foreach (var device in gone)
        {
            _shown.Remove(device);
        }

        var change = new Change(!_started, feeds, devices, [.. gone.Select(d => d.Value)]);
        _started = true;
        return change;
    }

    private int FeedOf(DeviceId device, List<string> feeds)
    {
        var feed = register.TryDescribe(device, out var known) ? known.Feed : "";
        var index = feeds.IndexOf(feed);
        if (index < 0)
        {
            index = feeds.Count;
            feeds.Add(feed);
        }

        return index;
    }

    /// <summary>About a metre: what a screen can show.</summary>
    private static double Round(double degrees) => Math.Round(degrees, 5);

    /// <summary>A message of the stream.</summary>
    /// <param name="Full">Whether the page should forget what it had.</param>
    /// <param name="Feeds">Names of feeds; devices carry their places in this list.</param>
    /// <param name="Devices">Each a row: number, latitude, longitude, feed, whether it calls for help.</param>
    /// <param name="Gone">Numbers of devices that left the map.</param>
    internal sealed record Change(bool Full, IReadOnlyList<string> Feeds, IReadOnlyList<double[]> Devices, IReadOnlyList<ulong> Gone);
}
