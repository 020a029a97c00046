using System.Buffers.Binary;

namespace Civic.Geo.Beacons;

/// <summary>
/// Teltonika over UDP: <c>u16 length, u16 packet id, 01, u8 AVL packet id, u16 15, IMEI, codec to second count</c>. A datagram
/// is a whole stream: read it with <see cref="BeaconReader.ReadToEnd"/>.
/// </summary>
/// <remarks>
/// There is no checksum. A datagram is taken for one only if both lengths, the IMEI, the counts and every record's counts
/// agree, and its fixes are <see cref="FixIntegrity.Unchecked"/>. The answer repeats the packet id, as the manufacturer's
/// example does (traccar answers 0 there); a device that is not accepted gets none, and sends the datagram again.
/// </remarks>
/// <param name="options">How to treat the device.</param>
internal sealed class TeltonikaUdpDecoder(BeaconOptions options) : BeaconDecoder(options)
{
    private const int LengthLength = 2;

    /// <summary>Packet id, 01, AVL packet id, IMEI length, IMEI.</summary>
    private const int HeadLength = 6 + TeltonikaLogin.ImeiLength;

    private const int CodecAt = LengthLength + HeadLength;

    /// <inheritdoc/>
    public override int MaxFrameLength => CodecAt + AvlPacket.MaxLength;

    /// <inheritdoc/>
    public override FrameProbe Probe(ReadOnlySpan<byte> window)
    {
        if (!MayBegin(window))
        {
            return FrameProbe.Junk(1);
        }

        if (window.Length <= CodecAt)
        {
            return FrameProbe.NeedMore;
        }

        if (!TeltonikaCodec.IsAvl(window[CodecAt]))
        {
            return FrameProbe.Refused(RefusalReason.Malformed);
        }

        var total = LengthLength + BinaryPrimitives.ReadUInt16BigEndian(window);
        if (window.Length < total)
        {
            return FrameProbe.NeedMore;
        }

        return AvlPacket.IsConsistent(window[CodecAt..total], Options) ? FrameProbe.Frame(total) : FrameProbe.Refused(RefusalReason.Malformed);
    }

    /// <inheritdoc/>
    public override void Decode(ReadOnlySpan<byte> frame, in FrameOutput output)
    {
        if (!DeviceKey.TryCreate(frame.Slice(LengthLength + 6, TeltonikaLogin.ImeiLength), out var device) || !Identify(device, output))
        {
            return;
        }

        var packet = frame[CodecAt..];
        AvlPacket.Read(packet, device, Options, FixIntegrity.Unchecked, output);
        var reply = output.Replies.GetSpan(7);
        reply[0] = 0;
        reply[1] = 5;
        frame.Slice(2, 2).CopyTo(reply[2..]);
        reply[4] = 1;
        reply[5] = frame[5];
        reply[6] = packet[1];
        output.Replies.Advance(7);
    }

    /// <summary>Whether what is there of the bytes up to the codec fits a datagram.</summary>
    private static bool MayBegin(ReadOnlySpan<byte> window)
    {
        var there = window.Length;
        return window[0] <= (HeadLength + AvlPacket.MaxLength) >> 8
            && (there < 2 || BinaryPrimitives.ReadUInt16BigEndian(window) is >= HeadLength + AvlPacket.MinLength and <= HeadLength + AvlPacket.MaxLength)
            && (there < 5 || window[4] == 1)
            && (there < 7 || window[6] == 0)
            && (there < 8 || window[7] == TeltonikaLogin.ImeiLength)
            && (there < 9 || TeltonikaLogin.AreDigits(window[8..Math.Min(there, CodecAt)]));
    }
}
