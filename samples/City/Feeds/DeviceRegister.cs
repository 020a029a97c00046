using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using Civic.Geo;
using Civic.Geo.Beacons;

namespace Civic.City.Feeds;

/// <summary>
/// Gives every device that reports a number without meaning outside. The key (an IMEI, a phone's id) stays in here:
/// positions, fences, events, the page and the logs see the number only.
/// </summary>
internal sealed class DeviceRegister
{
    /// <summary>More devices than this are refused, so that invented keys cannot fill the memory.</summary>
    public const int MaxDevices = 1_000_000;

    private readonly ConcurrentDictionary<DeviceKey, DeviceId> _byKey = new();
    private readonly ConcurrentDictionary<DeviceId, RegisteredDevice> _byId = new();
    private ulong _last;

    public int Count => _byId.Count;

    /// <summary>Finds a device's number, or gives it the next one. Called by the writer only.</summary>
    public bool TryIdentify(DeviceKey key, FixSource source, out DeviceId id)
    {
        if (_byKey.TryGetValue(key, out id))
        {
            return true;
        }

        if (_byId.Count >= MaxDevices)
        {
            return false;
        }

        id = new DeviceId(++_last);
        _byId[id] = new RegisteredDevice(key, source.Feed.Name, source.Kind);
        _byKey[key] = id;
        return true;
    }

    public bool TryDescribe(DeviceId id, [NotNullWhen(true)] out RegisteredDevice? device) => _byId.TryGetValue(id, out device);

    /// <summary>Drops every device of the evening and gives their numbers.</summary>
    public List<DeviceId> RemoveEvening()
    {
        var removed = _byId.Where(d => d.Value.Kind == SourceKind.Evening).ToList();
        foreach (var (id, device) in removed)
        {
            _byId.TryRemove(id, out _);
            _byKey.TryRemove(device.Key, out _);
        }

        return removed.ConvertAll(d => d.Key);
    }
}

/// <summary>What the city knows of a device besides where it is.</summary>
/// <param name="Key">What it calls itself. Personal data.</param>
/// <param name="Feed">The feed it first came by.</param>
/// <param name="Kind">Where its reports come from.</param>
internal sealed record RegisteredDevice(DeviceKey Key, string Feed, SourceKind Kind)
{
    /// <summary>Without the key.</summary>
    public override string ToString() => $"{Feed}, {Kind}";
}
