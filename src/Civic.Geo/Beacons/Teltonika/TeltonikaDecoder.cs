using System.Buffers.Binary;

namespace Civic.Geo.Beacons;

/// <summary>Teltonika over TCP: a login with the IMEI, then packets of AVL records (codecs 8, 8 Extended, 16 and 07) or texts (12, 13, 14).</summary>
/// <remarks>
/// <para>
/// Records belong to the device that has logged in, or to <see cref="BeaconOptions.Device"/> before any login. Without
/// either, or when the host does not accept the device, the packet is answered with 0 records, so that nothing is lost.
/// </para>
/// <para>
/// A verified packet is answered with the number of its records, those included whose place or time cannot be: the device
/// would send the packet again for ever, and never the records behind it. A packet whose checksum fits but whose counts do
/// not add up is answered with 0; so is one with 16-byte items unless <see cref="BeaconOptions.TeltonikaWideGroup"/> is set.
/// A packet with a wrong checksum gets no answer, in lenient mode either.
/// </para>
/// <para>Keep-alive bytes FF between packets are passed over. Texts are verified and neither delivered nor answered.</para>
/// </remarks>
/// <param name="options">How to treat the connection.</param>
internal sealed class TeltonikaDecoder(BeaconOptions options) : BeaconDecoder(options)
{
    private const byte KeepAlive = 0xFF;
    private const int HeadLength = 8;
    private const int ChecksumLength = 4;

    /// <summary>Room for the pictures that cameras send as codec 12 texts.</summary>
    private const int MaxTextLength = 8192;

    /// <summary>Codec, count, type, size of the text, second count.</summary>
    private const int TextFrame = 8;

    /// <inheritdoc/>
    public override int MaxFrameLength => HeadLength + MaxTextLength + ChecksumLength;

    /// <inheritdoc/>
    public override FrameProbe Probe(ReadOnlySpan<byte> window)
    {
        if (window[0] == KeepAlive)
        {
            return FrameProbe.Blank(1);
        }

        if (window[0] != 0)
        {
            var next = window.IndexOfAny((byte)0, KeepAlive);
            return FrameProbe.Junk(next < 0 ? window.Length : next);
        }

        if (window.Length == 1)
        {
            return FrameProbe.NeedMore;
        }

        return window[1] switch
        {
            0 => ProbePacket(window),
            TeltonikaLogin.ImeiLength => TeltonikaLogin.Probe(window),
            _ => FrameProbe.Junk(1),
        };
    }

    /// <inheritdoc/>
    public override void Decode(ReadOnlySpan<byte> frame, in FrameOutput output)
    {
        if (frame[1] == TeltonikaLogin.ImeiLength)
        {
            Login(frame, output);
            return;
        }

        var packet = frame[HeadLength..^ChecksumLength];
        if (TeltonikaCodec.IsAvl(packet[0]))
        {
            var accepted = Accept(packet, output);
            if (!output.IsBad)
            {
                BinaryPrimitives.WriteInt32BigEndian(output.Replies.GetSpan(sizeof(int)), accepted);
                output.Replies.Advance(sizeof(int));
            }
        }
    }

    private static FrameProbe ProbePacket(ReadOnlySpan<byte> window)
    {
        // The bytes are judged in order, as far as they are there, so that nothing is awaited in vain.
        if (window[..Math.Min(window.Length, 4)].ContainsAnyExcept((byte)0))
        {
            return FrameProbe.Junk(1);
        }

        if (window.Length < 5)
        {
            return FrameProbe.NeedMore;
        }

        if (window[4] != 0 || (window.Length > 5 && window[5] != 0) || (window.Length > 6 && window[6] > MaxTextLength >> 8))
        {
            return FrameProbe.Refused(RefusalReason.TooLong);
        }

        if (window.Length <= HeadLength)
        {
            return FrameProbe.NeedMore;
        }

        var length = BinaryPrimitives.ReadInt32BigEndian(window[4..]);
        var problem = ProblemWith(window[HeadLength..], length, out var more);
        if (problem is { } reason)
        {
            // A run of zeros is no frame, but neither is it worth an alarm.
            return length == 0 && window[HeadLength] == 0 ? FrameProbe.Junk(1) : FrameProbe.Refused(reason);
        }

        var total = HeadLength + length + ChecksumLength;
        if (more || window.Length < total)
        {
            return FrameProbe.NeedMore;
        }

        return Crc16.Arc(window.Slice(HeadLength, length)) == BinaryPrimitives.ReadUInt32BigEndian(window[(total - ChecksumLength)..])
            ? FrameProbe.Frame(total)
            : FrameProbe.BadFrame(total);
    }

    /// <summary>What the first bytes of a packet say against the length claimed for it.</summary>
    private static RefusalReason? ProblemWith(ReadOnlySpan<byte> packet, int length, out bool more)
    {
        more = false;
        var codec = packet[0];
        if (TeltonikaCodec.IsAvl(codec))
        {
            return length > AvlPacket.MaxLength ? RefusalReason.TooLong : length < AvlPacket.MinLength ? RefusalReason.BadLength : null;
        }

        if (!TeltonikaCodec.IsCommand(codec))
        {
            return RefusalReason.Malformed;
        }

        if (length is < TextFrame or > MaxTextLength)
        {
            return length < TextFrame ? RefusalReason.BadLength : RefusalReason.TooLong;
        }

        if (packet.Length < TextFrame - 1)
        {
            more = true;
            return null;
        }

        // One text says its own size, which proves the length before it is waited for; several only have to fit.
        var size = BinaryPrimitives.ReadUInt32BigEndian(packet[3..]);
        return packet[1] == 1 ? size != length - TextFrame ? RefusalReason.BadLength : null : size > length - TextFrame ? RefusalReason.BadLength : null;
    }

    private void Login(ReadOnlySpan<byte> frame, in FrameOutput output)
    {
        var accepted = Identify(TeltonikaLogin.Device(frame), output);
        output.Replies.GetSpan(1)[0] = accepted ? (byte)1 : (byte)0;
        output.Replies.Advance(1);
    }

    private int Accept(ReadOnlySpan<byte> packet, in FrameOutput output)
    {
        if (!Identify(Device, output))
        {
            return 0;
        }

        if (!AvlPacket.IsConsistent(packet, Options))
        {
            output.Refuse(RefusalReason.Malformed);
            return 0;
        }

        AvlPacket.Read(packet, Device, Options, output.IsBad ? FixIntegrity.Bad : FixIntegrity.Checked, output);
        return packet[1];
    }
}
