namespace Civic.City.Replay;

/// <summary>How a simulated device speaks one protocol: the bytes it sends, and the answers it waits for.</summary>
/// <remarks>Written from the protocol's description and not from the decoders, so that the evening also tests them.</remarks>
internal abstract class DeviceVoice
{
    /// <summary>Bytes long enough for any frame.</summary>
    public const int MaxFrame = 512;

    /// <summary>Messages with which a connection begins (login, registration).</summary>
    public abstract int Greetings { get; }

    /// <summary>Whether each message is answered; otherwise the device just goes on.</summary>
    public virtual bool IsAnswered => true;

    /// <summary>Writes greeting <paramref name="number"/>, counted from 0, and gives its length.</summary>
    public abstract int Greet(int number, Span<byte> frame);

    /// <summary>Writes a report and gives its length.</summary>
    public abstract int Tell(in Report report, Span<byte> frame);

    /// <summary>Looks for the answer to what was sent last.</summary>
    /// <param name="received">All that has come since.</param>
    /// <returns>Bytes of the answer, 0 while it is incomplete, -1 when it refuses the message or is none.</returns>
    public abstract int ReadAnswer(ReadOnlySpan<byte> received);
}
