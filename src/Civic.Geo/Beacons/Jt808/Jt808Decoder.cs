using System.Buffers.Binary;
using NodaTime;

namespace Civic.Geo.Beacons;

/// <summary>JT/T 808 of 2011, 2013 and 2019: bus, taxi and truck terminals, dash cameras, and trackers made after the standard.</summary>
/// <remarks>
/// <para>
/// A frame lies between two bytes 7E. Two frames may share one; such a frame is found only right after a good one, so that
/// noise in front of a delimiter is not taken for a frame. Exclusive or and stated length must both fit: a damaged escape pair
/// leaves the exclusive or unchanged.
/// </para>
/// <para>
/// Encrypted messages, and messages split into packets, are counted as unsupported and answered so (8001 with result 3).
/// Positions fit into one packet, so only pictures and the like are lost. Times are UTC+8 as the standard says, unless
/// <see cref="BeaconOptions.DeviceClock"/> says otherwise; those of 5501 and 5502 are UTC.
/// </para>
/// <para>
/// Every other message is accepted without a fix and acknowledged, because terminals repeat what is not. Frames that fail
/// their checks are never answered.
/// </para>
/// </remarks>
/// <param name="options">How to treat the connection.</param>
internal sealed class Jt808Decoder(BeaconOptions options) : BeaconDecoder(options)
{
    /// <summary>The header of 2019 with packet numbers, the longest body, and the exclusive or.</summary>
    private const int MaxContentLength = 21 + 1023 + 1;

    private readonly int _clockOffset = (options.DeviceClock ?? Offset.FromHours(8)).Milliseconds;
    private readonly byte[] _terminal = new byte[10];
    private byte[] _plain = [];
    private int _terminalLength;
    private DeviceKey _device;
    private bool _isKnown;
    private bool _afterFrame;

    /// <inheritdoc/>
    public override int MaxFrameLength => (2 * MaxContentLength) + 2;

    /// <inheritdoc/>
    public override FrameProbe Probe(ReadOnlySpan<byte> window)
    {
        var probe = window[0] == Jt808Escaping.Delimiter ? ProbeFrame(window, contentAt: 1) : ProbeBetweenFrames(window);
        if (probe.Kind is not (FrameProbeKind.NeedMore or FrameProbeKind.Frame))
        {
            _afterFrame = false;
        }

        return probe;
    }

    /// <inheritdoc/>
    public override void Decode(ReadOnlySpan<byte> frame, in FrameOutput output)
    {
        _afterFrame = true;
        var content = Content(frame[(frame[0] == Jt808Escaping.Delimiter ? 1 : 0)..^1], out _);
        if (!Jt808Message.TryRead(content, out var message))
        {
            output.Refuse(RefusalReason.BadLength);
            return;
        }

        if (!Knows(message.Terminal, output))
        {
            return;
        }

        var result = Take(message, output);
        if (!output.IsBad)
        {
            Reply(message, result, output);
        }
    }

    private FrameProbe ProbeFrame(ReadOnlySpan<byte> window, int contentAt)
    {
        var end = FindEnd(window[contentAt..Math.Min(window.Length, MaxFrameLength)], out var isPlain);
        if (end == 0)
        {
            return FrameProbe.Junk(1);
        }

        if (end < 0)
        {
            return window.Length < MaxFrameLength ? FrameProbe.NeedMore : FrameProbe.Refused(RefusalReason.TooLong);
        }

        var length = contentAt + end + 1;
        var wellFormed = true;
        var content = isPlain ? window.Slice(contentAt, end) : Content(window.Slice(contentAt, end), out wellFormed);
        return !wellFormed ? FrameProbe.BadFrame(length, reason: RefusalReason.Malformed)
            : XorSum.Of(content) != 0 ? FrameProbe.BadFrame(length)
            : !Jt808Message.TryRead(content, out var message) || !message.HasStatedLength ? FrameProbe.BadFrame(length, reason: RefusalReason.BadLength)
            : FrameProbe.Frame(length);
    }

    private static int FindEnd(ReadOnlySpan<byte> window, out bool isPlain)
    {
        var first = window.IndexOfAny(Jt808Escaping.Delimiter, Jt808Escaping.Escape);
        isPlain = first < 0 || window[first] == Jt808Escaping.Delimiter;
        if (isPlain)
        {
            return first;
        }

        var further = window[first..].IndexOf(Jt808Escaping.Delimiter);
        return further < 0 ? further : first + further;
    }

    /// <summary>Looks at bytes that begin with no delimiter: the rest of a frame that shares the delimiter before it, or junk.</summary>
    private FrameProbe ProbeBetweenFrames(ReadOnlySpan<byte> window)
    {
        if (_afterFrame && MayBeHeader(window))
        {
            var probe = ProbeFrame(window, contentAt: 0);
            if (probe.Kind is FrameProbeKind.NeedMore or FrameProbeKind.Frame)
            {
                return probe;
            }
        }

        var start = window.IndexOf(Jt808Escaping.Delimiter);
        return FrameProbe.Junk(start < 0 ? window.Length : start);
    }

    /// <summary>Whether bytes may begin a header: an id of the standard's terminals, no reserved bit, no cipher.</summary>
    private static bool MayBeHeader(ReadOnlySpan<byte> window) => window[0] <= 0x0F && (window.Length < 3 || (window[2] & 0x9C) == 0);

    private ReadOnlySpan<byte> Content(ReadOnlySpan<byte> wire, out bool wellFormed)
    {
        wellFormed = true;
        if (!wire.Contains(Jt808Escaping.Escape))
        {
            return wire;
        }

        if (_plain.Length == 0)
        {
            _plain = new byte[2 * MaxContentLength];
        }

        wellFormed = Jt808Escaping.Unescape(wire, _plain, out var length);
        return _plain.AsSpan(0, length);
    }

    /// <summary>Whether the terminal may report. Remembered, because a connection is nearly always one terminal's.</summary>
    private bool Knows(ReadOnlySpan<byte> terminal, in FrameOutput output)
    {
        if (!_isKnown || !terminal.SequenceEqual(_terminal.AsSpan(0, _terminalLength)))
        {
            terminal.CopyTo(_terminal);
            _terminalLength = terminal.Length;
            _device = Jt808Terminal.ToKey(terminal);
            _isKnown = Identify(_device, output);
        }

        return _isKnown;
    }

    /// <summary>Delivers what a message holds and says how it is answered.</summary>
    private byte Take(in Jt808Message message, in FrameOutput output)
    {
        if (message.IsEncrypted || message.IsSplit)
        {
            output.Refuse(RefusalReason.Unsupported);
            return Jt808Reply.Unsupported;
        }

        var body = message.Body;
        var origin = new Jt808Origin(_device, _clockOffset, FixFlags.None, output.IsBad ? FixIntegrity.Bad : FixIntegrity.Checked);
        var isWhole = message.Id switch
        {
            Jt808MessageId.Location => TryTakeOne(body, origin, output),
            Jt808MessageId.LocationBatch => TryTakeBatch(body, origin, output),
            Jt808MessageId.ShortLocationBatch => TryTakeAll(body, lengthLength: 1, origin, output),
            Jt808MessageId.LockLocation or Jt808MessageId.LateLockLocation =>
                Jt808LockLocation.TryRead(body, message.Id == Jt808MessageId.LateLockLocation, origin, output),
            _ => true,
        };
        if (!isWhole)
        {
            output.Refuse(RefusalReason.Malformed);
        }

        return isWhole ? Jt808Reply.Accepted : Jt808Reply.WrongMessage;
    }

    private static bool TryTakeOne(ReadOnlySpan<byte> body, in Jt808Origin origin, in FrameOutput output)
    {
        if (body.Length < Jt808Location.FixedLength)
        {
            return false;
        }

        Jt808Location.Read(body, origin, output);
        return true;
    }

    /// <summary>A batch: u16 count, u8 kind (not 0: kept while there was no network), locations.</summary>
    private static bool TryTakeBatch(ReadOnlySpan<byte> body, in Jt808Origin origin, in FrameOutput output) =>
        body.Length >= 3 && TryTakeAll(body[3..], lengthLength: 2, body[2] == 0 ? origin : origin with { Flags = FixFlags.Stored }, output);

    /// <summary>Locations one after the other, each behind its length. Those before a broken one are delivered.</summary>
    private static bool TryTakeAll(ReadOnlySpan<byte> bytes, int lengthLength, in Jt808Origin origin, in FrameOutput output)
    {
        while (bytes.Length > lengthLength)
        {
            var length = lengthLength == 1 ? bytes[0] : BinaryPrimitives.ReadUInt16BigEndian(bytes);
            bytes = bytes[lengthLength..];
            if (length > bytes.Length || !TryTakeOne(bytes[..length], origin, output))
            {
                return false;
            }

            bytes = bytes[length..];
        }

        return bytes.IsEmpty;
    }

    private void Reply(in Jt808Message message, byte result, in FrameOutput output)
    {
        if (message.IsLock)
        {
            if (message.WantsLockReply)
            {
                Jt808Reply.Lock(message, output.Replies);
            }
        }
        else if (message.Id == Jt808MessageId.Register && result == Jt808Reply.Accepted)
        {
            Jt808Reply.Registered(message, _device, output.Replies);
        }
        else if (Jt808MessageId.WantsGeneralReply(message.Id))
        {
            Jt808Reply.General(message, result, output.Replies);
        }
    }
}
