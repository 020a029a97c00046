using System.Buffers;
using NodaTime;

namespace Civic.Geo.Beacons;

/// <summary>
/// Reads beacons of one connection from whatever bytes have arrived: finds frames, verifies them, decodes them into
/// fixes, and writes the replies the device waits for.
/// </summary>
/// <remarks>
/// <para>What is guaranteed for every protocol, and tested for each:</para>
/// <list type="number">
/// <item>The same bytes give the same fixes, however they are cut into reads and segments.</item>
/// <item>A frame that fails its checksum is refused, and the search goes on just after its start marker, never at its claimed end.</item>
/// <item>A claimed length above the protocol's maximum is noise at once. At most <see cref="BeaconDecoder.MaxFrameLength"/> bytes wait for more.</item>
/// <item>Junk before and between frames is skipped; the next good frame is delivered.</item>
/// <item>No byte makes it throw; no frame allocates; no reply is written before its frame is verified.</item>
/// </list>
/// <para>Frames inside one segment are decoded in place; a frame across segments is first copied into a buffer that the reader owns. Not safe for several threads.</para>
/// </remarks>
public sealed class BeaconReader
{
    private readonly BeaconDecoder _decoder;
    private readonly bool _lenient;
    private byte[] _straddling = [];

    /// <summary>Makes the reader of one connection.</summary>
    /// <param name="protocol">What the connection speaks.</param>
    /// <param name="options">How to treat it; strict by default.</param>
    public BeaconReader(BeaconProtocol protocol, BeaconOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(protocol);
        options ??= BeaconOptions.Default;
        _decoder = protocol.CreateDecoder(options);
        _lenient = options.Lenient;
    }

    /// <summary>What this connection has sent so far.</summary>
    public BeaconCounters Counters { get; } = new();

    /// <summary>Who is at the other end, as far as it has been said and accepted.</summary>
    public DeviceKey Device => _decoder.Device;

    /// <summary>
    /// Reads frames until the bytes run out or <paramref name="fixes"/> is full, in which case the caller takes the fixes
    /// and calls again. Linear in the bytes; allocates nothing per frame.
    /// </summary>
    /// <param name="input">What has arrived and was not consumed yet; on return, what is left: an incomplete frame, or all that follows a full buffer.</param>
    /// <param name="receiveTime">When it arrived.</param>
    /// <param name="fixes">Fixes are added here.</param>
    /// <param name="replies">Answers are written here; send them once the fixes are stored.</param>
    /// <returns><see langword="true"/> when the buffer is full and there may be more to read in <paramref name="input"/>.</returns>
    public bool Read(ref ReadOnlySequence<byte> input, Instant receiveTime, FixBuffer fixes, IBufferWriter<byte> replies) =>
        Read(ref input, receiveTime, fixes, replies, atEnd: false);

    /// <summary>
    /// Like <see cref="Read(ref ReadOnlySequence{byte}, Instant, FixBuffer, IBufferWriter{byte})"/> for the last bytes of a stream, or a whole datagram:
    /// an incomplete frame is refused, what follows its start is searched once more, and what waits in the decoder is delivered.
    /// </summary>
    /// <param name="input">The rest of the stream; empty on return unless the buffer filled up.</param>
    /// <param name="receiveTime">When it arrived.</param>
    /// <param name="fixes">Fixes are added here.</param>
    /// <param name="replies">Answers are written here.</param>
    /// <returns><see langword="true"/> when the buffer is full: call again.</returns>
    public bool ReadToEnd(ref ReadOnlySequence<byte> input, Instant receiveTime, FixBuffer fixes, IBufferWriter<byte> replies)
    {
        if (Read(ref input, receiveTime, fixes, replies, atEnd: true))
        {
            return true;
        }

        _decoder.Flush(new FrameOutput(fixes, replies, Counters, receiveTime, isBad: false));
        return false;
    }

    private bool Read(ref ReadOnlySequence<byte> input, Instant receiveTime, FixBuffer fixes, IBufferWriter<byte> replies, bool atEnd)
    {
        ArgumentNullException.ThrowIfNull(fixes);
        ArgumentNullException.ThrowIfNull(replies);
        var good = new FrameOutput(fixes, replies, Counters, receiveTime, isBad: false);
        while (!input.IsEmpty && !fixes.IsFull)
        {
            var window = input.FirstSpan;
            var used = ReadWindow(window, good, fixes, lastWindow: input.IsSingleSegment && atEnd);
            if (used == 0 && !input.IsSingleSegment && !fixes.IsFull)
            {
                // A frame lies across segments: go on in a copy that is long enough for any frame.
                window = CopyStraddling(input);
                used = ReadWindow(window, good, fixes, lastWindow: window.Length == input.Length && atEnd);
            }

            Counters.Bytes += used;
            input = input.Slice(used);
            if (used == 0)
            {
                return fixes.IsFull;
            }
        }

        return !input.IsEmpty;
    }

    /// <summary>Reads frames from one contiguous window and says how many bytes are done with.</summary>
    private int ReadWindow(ReadOnlySpan<byte> window, in FrameOutput good, FixBuffer fixes, bool lastWindow)
    {
        var position = 0;
        while (position < window.Length && !fixes.IsFull)
        {
            var rest = window[position..];
            var probe = _decoder.Probe(rest);
            switch (probe.Kind)
            {
                case FrameProbeKind.Frame:
                    Counters.Accepted++;
                    _decoder.Decode(rest[..probe.Length], good);
                    position += probe.Length;
                    break;
                case FrameProbeKind.BadFrame when _lenient:
                    Counters.Accepted++;
                    _decoder.Decode(rest[..probe.Length], good.AsBad());
                    position += probe.Length;
                    break;
                case FrameProbeKind.Junk:
                    Counters.SkippedBytes += probe.Length;
                    position += probe.Length;
                    break;
                case FrameProbeKind.Blank:
                    position += probe.Length;
                    break;
                case FrameProbeKind.NeedMore when rest.Length < _decoder.MaxFrameLength && !lastWindow:
                    return position;
                case FrameProbeKind.NeedMore:
                    position += Refuse(lastWindow ? RefusalReason.Truncated : RefusalReason.TooLong, 1);
                    break;
                default:
                    position += Refuse(probe.Reason, probe.Resume);
                    break;
            }
        }

        return position;
    }

    private int Refuse(RefusalReason reason, int resume)
    {
        Counters.Refuse(reason);
        Counters.SkippedBytes += resume;
        return resume;
    }

    private ReadOnlySpan<byte> CopyStraddling(ReadOnlySequence<byte> input)
    {
        if (_straddling.Length == 0)
        {
            _straddling = new byte[_decoder.MaxFrameLength];
        }

        var length = (int)Math.Min(input.Length, _straddling.Length);
        input.Slice(0, length).CopyTo(_straddling);
        return _straddling.AsSpan(0, length);
    }
}
