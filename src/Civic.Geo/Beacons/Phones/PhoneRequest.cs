namespace Civic.Geo.Beacons;

/// <summary>What every protocol of phones does with a request: bound it, ask whether the device may report, count.</summary>
/// <param name="options">Who may report.</param>
/// <param name="counters">Where the request is counted.</param>
internal readonly struct PhoneRequest(BeaconOptions options, BeaconCounters counters)
{
    internal const int Ok = 200;
    internal const int BadRequest = 400;
    internal const int Forbidden = 403;
    internal const int TooLarge = 413;
    internal const int MaxBodyLength = 64 * 1024;

    internal BeaconCounters Counters { get; } = counters;

    /// <summary>Counts the bytes and refuses a body that is too long.</summary>
    /// <returns><see cref="Ok"/>, or the answer to give.</returns>
    internal int Begin(in HttpBeacon request)
    {
        Counters.Bytes += request.Query.Length + request.Body.Length;
        return request.Body.Length <= MaxBodyLength ? Ok : Refuse(RefusalReason.TooLong);
    }

    internal int Refuse(RefusalReason reason)
    {
        Counters.Refuse(reason);
        return reason switch
        {
            RefusalReason.TooLong => TooLarge,
            RefusalReason.DeviceRefused => Forbidden,
            _ => BadRequest,
        };
    }

    internal int Accept()
    {
        Counters.Accepted++;
        return Ok;
    }

    /// <summary>Whether the device is known and may report.</summary>
    /// <returns><see cref="Ok"/>, or the answer to give; a refusal is counted.</returns>
    internal int Identify(DeviceKey device) =>
        device.IsNone ? Refuse(RefusalReason.UnknownDevice)
        : options.Accept?.Invoke(device) ?? true ? Ok
        : Refuse(RefusalReason.DeviceRefused);
}
