using System.Buffers.Binary;

namespace Civic.Geo.Beacons;

/// <summary>A JT/T 808 message between its delimiters, after unescaping: header, body, exclusive or.</summary>
internal readonly ref struct Jt808Message
{
    private const int BodyLengthMask = 0x03FF;
    private const int CipherMask = 0x1C00;
    private const int SplitBit = 0x2000;
    private const int VersionBit = 0x4000;
    private const int ReplyBit = 0x8000;

    private readonly ReadOnlySpan<byte> _content;
    private readonly int _terminalAt;
    private readonly int _serialAt;
    private readonly int _bodyAt;

    private Jt808Message(ReadOnlySpan<byte> content, int terminalAt, int terminalLength, int bodyAt)
    {
        _content = content;
        _terminalAt = terminalAt;
        _serialAt = terminalAt + terminalLength;
        _bodyAt = bodyAt;
    }

    /// <summary>What kind of message it is.</summary>
    internal ushort Id => BinaryPrimitives.ReadUInt16BigEndian(_content);

    /// <summary>The terminal number as sent, 6 or 10 bytes.</summary>
    internal ReadOnlySpan<byte> Terminal => _content[_terminalAt.._serialAt];

    /// <summary>The version byte, if any, and the terminal number.</summary>
    internal ReadOnlySpan<byte> Sender => _content[4.._serialAt];

    /// <summary>The terminal's number for this message; not for locks.</summary>
    internal ushort Serial => BinaryPrimitives.ReadUInt16BigEndian(_content[_serialAt..]);

    /// <summary>What follows the header, whatever its length.</summary>
    internal ReadOnlySpan<byte> Body => _content[_bodyAt..^1];

    /// <summary>Whether the body is as long as the header says. Only a transparent message, which is not read, may be otherwise.</summary>
    internal bool HasStatedLength => _content.Length - _bodyAt - 1 == (Attributes & BodyLengthMask) || Id == Jt808MessageId.Transparent;

    /// <summary>Whether the header is that of the locks, with a serial of one byte.</summary>
    internal bool IsLock => Id is Jt808MessageId.LockLocation or Jt808MessageId.LateLockLocation;

    /// <summary>Whether the body is encrypted.</summary>
    internal bool IsEncrypted => (Attributes & CipherMask) != 0 && !IsLock;

    /// <summary>Whether this is one packet of a longer message.</summary>
    internal bool IsSplit => (Attributes & SplitBit) != 0 && !IsLock;

    /// <summary>Whether a lock asks for a reply.</summary>
    internal bool WantsLockReply => (Attributes & ReplyBit) != 0;

    /// <summary>The attribute bits that a reply repeats: those that shape its header.</summary>
    internal ushort ReplyAttributes => (ushort)(_terminalAt == 4 ? 0 : VersionBit);

    private ushort Attributes => BinaryPrimitives.ReadUInt16BigEndian(_content[2..]);

    /// <summary>Reads the header.</summary>
    /// <param name="content">Everything between the delimiters, unescaped.</param>
    /// <param name="message">The message.</param>
    /// <returns>Whether there is room for a header, a body (which may be empty) and the exclusive or.</returns>
    internal static bool TryRead(ReadOnlySpan<byte> content, out Jt808Message message)
    {
        message = default;
        if (content.Length < 12)
        {
            return false;
        }

        var id = BinaryPrimitives.ReadUInt16BigEndian(content);
        if (id is Jt808MessageId.LockLocation or Jt808MessageId.LateLockLocation)
        {
            message = new(content, terminalAt: 4, terminalLength: 6, bodyAt: 11);
            return true;
        }

        var attributes = BinaryPrimitives.ReadUInt16BigEndian(content[2..]);
        var packets = (attributes & SplitBit) != 0 ? 4 : 0;
        var stated = attributes & BodyLengthMask;

        // Bit 14 was reserved before 2019, so an older header with the bit set is taken as such if that makes its length right.
        var isOld = (attributes & VersionBit) == 0 || content.Length == 12 + packets + stated + 1;
        var bodyAt = (isOld ? 12 : 17) + packets;
        if (content.Length < bodyAt + 1)
        {
            return false;
        }

        message = new(content, isOld ? 4 : 5, isOld ? 6 : 10, bodyAt);
        return true;
    }
}
