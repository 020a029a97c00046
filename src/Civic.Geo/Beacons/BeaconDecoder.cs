namespace Civic.Geo.Beacons;

/// <summary>
/// One protocol on one connection: finds frames and decodes them, and remembers what the connection has said so far
/// (who it is, which date it is). To add a protocol, derive from this and register a <see cref="BeaconProtocol"/>.
/// </summary>
/// <remarks>
/// The reader hands over contiguous bytes and looks after segments, waiting, skipping, counting and memory, so that a
/// decoder has neither buffers nor loops over the stream. Neither method may throw, whatever the bytes. Not safe for several threads.
/// </remarks>
/// <param name="options">How to treat the connection.</param>
public abstract class BeaconDecoder(BeaconOptions options)
{
    private DeviceKey _asked;
    private bool _accepted;

    /// <summary>The longest frame in bytes. A frame that claims more is noise; no stream holds back more than this.</summary>
    public abstract int MaxFrameLength { get; }

    /// <summary>How to treat the connection.</summary>
    protected BeaconOptions Options { get; } = options;

    /// <summary>Who is at the other end, as far as it has been said and accepted.</summary>
    public DeviceKey Device { get; private set; } = options.Device;

    /// <summary>
    /// Says what is at the start of <paramref name="window"/>, judging by these bytes alone: the answer for a frame must
    /// not depend on what follows it.
    /// </summary>
    /// <param name="window">At least 1 byte; all that is there, up to <see cref="MaxFrameLength"/> or more.</param>
    public abstract FrameProbe Probe(ReadOnlySpan<byte> window);

    /// <summary>Decodes one whole frame that <see cref="Probe"/> has just measured and verified.</summary>
    /// <param name="frame">The frame; valid during the call only.</param>
    /// <param name="output">Where fixes and replies go.</param>
    public abstract void Decode(ReadOnlySpan<byte> frame, in FrameOutput output);

    /// <summary>Delivers what waits for more (an open NMEA epoch); called at the end of a burst and of the stream.</summary>
    /// <param name="output">Where fixes go.</param>
    public virtual void Flush(in FrameOutput output)
    {
    }

    /// <summary>Takes note of who the device says it is, asking <see cref="BeaconOptions.Accept"/> when that is news.</summary>
    /// <param name="device">The key it gave.</param>
    /// <param name="output">Counts the refusal.</param>
    /// <returns>Whether the device is known and may report; otherwise the frame's fixes and replies must be dropped.</returns>
    protected bool Identify(DeviceKey device, in FrameOutput output)
    {
        if (device.IsNone)
        {
            output.Refuse(RefusalReason.UnknownDevice);
            return false;
        }

        if (device != _asked)
        {
            _asked = device;
            _accepted = Options.Accept?.Invoke(device) ?? true;
            Device = _accepted ? device : DeviceKey.None;
        }

        if (!_accepted)
        {
            output.Refuse(RefusalReason.DeviceRefused);
        }

        return _accepted;
    }
}
