namespace Civic.Geo.Beacons;

/// <summary>Who an OwnTracks message comes from.</summary>
internal static class OwnTracksDevice
{
    private const int TopicLevels = 3;

    /// <summary>The device that the broker or the host vouches for, or none.</summary>
    internal static DeviceKey Vouched(in HttpBeacon request)
    {
        if (!request.Topic.IsEmpty)
        {
            return OfTopic(request.Topic);
        }

        var prefix = "owntracks/"u8;
        var length = prefix.Length + request.User.Length + (request.Device.IsEmpty ? 0 : 1 + request.Device.Length);
        if (request.User.IsEmpty || length > DeviceKey.MaxLength)
        {
            return DeviceKey.None;
        }

        Span<byte> topic = stackalloc byte[DeviceKey.MaxLength];
        prefix.CopyTo(topic);
        request.User.CopyTo(topic[prefix.Length..]);
        if (!request.Device.IsEmpty)
        {
            topic[prefix.Length + request.User.Length] = (byte)'/';
            request.Device.CopyTo(topic[(prefix.Length + request.User.Length + 1)..]);
        }

        return DeviceKey.TryCreate(topic[..length], out var device) ? device : DeviceKey.None;
    }

    /// <summary>The device of a topic: its first three levels.</summary>
    internal static DeviceKey OfTopic(ReadOnlySpan<byte> topic)
    {
        var end = -1;
        for (var level = 0; level < TopicLevels; level++)
        {
            var slash = topic[(end + 1)..].IndexOf((byte)'/');
            if (slash < 0)
            {
                end = topic.Length;
                break;
            }

            end += 1 + slash;
        }

        return DeviceKey.TryCreate(topic[..end], out var device) ? device : DeviceKey.None;
    }
}
