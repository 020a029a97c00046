using System.Buffers;
using System.Buffers.Binary;

namespace Civic.Geo.Beacons;

/// <summary>Writes the platform's answers, with the header of the message they answer.</summary>
internal static class Jt808Reply
{
    /// <summary>The message was taken.</summary>
    internal const byte Accepted = 0;

    /// <summary>The message is not what its id says.</summary>
    internal const byte WrongMessage = 2;

    /// <summary>The message is of a kind that is not read here.</summary>
    internal const byte Unsupported = 3;

    /// <summary>Id, attributes, version, terminal number, serial, the longest body (serial, result, a device key), exclusive or.</summary>
    private const int MaxLength = 2 + 2 + 1 + 10 + 2 + 3 + DeviceKey.MaxLength + 1;

    private const int MaxWireLength = (2 * MaxLength) + 2;

    /// <summary>Answers 8001: serial and id of the message, and a result.</summary>
    internal static void General(in Jt808Message message, byte result, IBufferWriter<byte> replies)
    {
        var wire = replies.GetSpan(MaxWireLength);
        var plain = wire[1..MaxLength];
        var bodyAt = WriteHead(message, Jt808MessageId.GeneralReply, bodyLength: 5, plain);
        BinaryPrimitives.WriteUInt16BigEndian(plain[bodyAt..], message.Serial);
        BinaryPrimitives.WriteUInt16BigEndian(plain[(bodyAt + 2)..], message.Id);
        plain[bodyAt + 4] = result;
        replies.Advance(Finish(wire, bodyAt + 5));
    }

    /// <summary>Answers 8100: serial of the message, success, and the terminal's own key as the text it must authenticate with.</summary>
    internal static void Registered(in Jt808Message message, DeviceKey device, IBufferWriter<byte> replies)
    {
        var wire = replies.GetSpan(MaxWireLength);
        var plain = wire[1..MaxLength];
        var bodyAt = WriteHead(message, Jt808MessageId.RegisterReply, bodyLength: 3 + device.Length, plain);
        BinaryPrimitives.WriteUInt16BigEndian(plain[bodyAt..], message.Serial);
        plain[bodyAt + 2] = 0;
        replies.Advance(Finish(wire, bodyAt + 3 + device.CopyTo(plain[(bodyAt + 3)..])));
    }

    /// <summary>Answers a lock: id of the message and success, in a header with a serial of one byte.</summary>
    internal static void Lock(in Jt808Message message, IBufferWriter<byte> replies)
    {
        var wire = replies.GetSpan(MaxWireLength);
        var plain = wire[1..MaxLength];
        var bodyAt = WriteHead(message, Jt808MessageId.LockReply, bodyLength: 3, plain) - 1;
        plain[bodyAt - 1] = 1;
        BinaryPrimitives.WriteUInt16BigEndian(plain[bodyAt..], message.Id);
        plain[bodyAt + 2] = 0;
        replies.Advance(Finish(wire, bodyAt + 3));
    }

    /// <summary>Writes the header with serial 0, as the platform numbers nothing, and says where the body begins.</summary>
    private static int WriteHead(in Jt808Message message, ushort id, int bodyLength, Span<byte> plain)
    {
        BinaryPrimitives.WriteUInt16BigEndian(plain, id);
        BinaryPrimitives.WriteUInt16BigEndian(plain[2..], (ushort)(message.ReplyAttributes | bodyLength));
        var sender = message.Sender;
        sender.CopyTo(plain[4..]);
        var serialAt = 4 + sender.Length;
        BinaryPrimitives.WriteUInt16BigEndian(plain[serialAt..], 0);
        return serialAt + 2;
    }

    /// <summary>Adds the exclusive or, the delimiters and, where needed, the pairs to a message that begins at the second byte.</summary>
    /// <returns>The length of the frame.</returns>
    private static int Finish(Span<byte> wire, int length)
    {
        wire[1 + length] = XorSum.Of(wire.Slice(1, length));
        length++;
        var plain = wire.Slice(1, length);
        if (plain.ContainsAny(Jt808Escaping.Delimiter, Jt808Escaping.Escape))
        {
            return Escape(plain, wire);
        }

        wire[0] = Jt808Escaping.Delimiter;
        wire[length + 1] = Jt808Escaping.Delimiter;
        return length + 2;
    }

    private static int Escape(ReadOnlySpan<byte> plain, Span<byte> wire)
    {
        Span<byte> copy = stackalloc byte[MaxLength];
        plain.CopyTo(copy);
        return Jt808Escaping.Frame(copy[..plain.Length], wire);
    }
}
