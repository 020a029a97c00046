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

    /// <summary>Answers 8001: serial and id of the message, and a result.</summary>
    internal static void General(in Jt808Message message, byte result, IBufferWriter<byte> replies)
    {
        Span<byte> body = stackalloc byte[5];
        BinaryPrimitives.WriteUInt16BigEndian(body, message.Serial);
        BinaryPrimitives.WriteUInt16BigEndian(body[2..], message.Id);
        body[4] = result;
        Write(message, Jt808MessageId.GeneralReply, [0, 0], body, replies);
    }

    /// <summary>Answers 8100: serial of the message, success, and the terminal's own key as the text it must authenticate with.</summary>
    internal static void Registered(in Jt808Message message, DeviceKey device, IBufferWriter<byte> replies)
    {
        Span<byte> body = stackalloc byte[3 + DeviceKey.MaxLength];
        BinaryPrimitives.WriteUInt16BigEndian(body, message.Serial);
        body[2] = 0;
        var length = 3 + device.CopyTo(body[3..]);
        Write(message, Jt808MessageId.RegisterReply, [0, 0], body[..length], replies);
    }

    /// <summary>Answers a lock: id of the message and success, in a header with a serial of one byte.</summary>
    internal static void Lock(in Jt808Message message, IBufferWriter<byte> replies)
    {
        Span<byte> body = stackalloc byte[3];
        BinaryPrimitives.WriteUInt16BigEndian(body, message.Id);
        body[2] = 0;
        Write(message, Jt808MessageId.LockReply, [1], body, replies);
    }

    private static void Write(in Jt808Message message, ushort id, ReadOnlySpan<byte> serial, ReadOnlySpan<byte> body, IBufferWriter<byte> replies)
    {
        Span<byte> plain = stackalloc byte[MaxLength];
        BinaryPrimitives.WriteUInt16BigEndian(plain, id);
        BinaryPrimitives.WriteUInt16BigEndian(plain[2..], (ushort)(message.ReplyAttributes | body.Length));
        var length = 4;
        length += Append(message.Prefix, plain[length..]);
        length += Append(message.Terminal, plain[length..]);
        length += Append(serial, plain[length..]);
        length += Append(body, plain[length..]);
        plain[length] = XorSum.Of(plain[..length]);
        length++;
        replies.Advance(Jt808Escaping.Frame(plain[..length], replies.GetSpan((2 * length) + 2)));
    }

    private static int Append(ReadOnlySpan<byte> source, Span<byte> target)
    {
        source.CopyTo(target);
        return source.Length;
    }
}
