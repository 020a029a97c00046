namespace Civic.Geo.Beacons;

/// <summary>How a Teltonika device says who it is: u16 length, then the IMEI as text.</summary>
internal static class TeltonikaLogin
{
    /// <summary>Digits of an IMEI.</summary>
    internal const byte ImeiLength = 15;

    private const int FrameLength = 2 + ImeiLength;

    /// <summary>Judges bytes that begin with 00 0F.</summary>
    internal static FrameProbe Probe(ReadOnlySpan<byte> window)
    {
        if (!AreDigits(window[2..Math.Min(window.Length, FrameLength)]))
        {
            return FrameProbe.Refused(RefusalReason.Malformed);
        }

        return window.Length < FrameLength ? FrameProbe.NeedMore : FrameProbe.Frame(FrameLength);
    }

    /// <summary>The device of a whole login.</summary>
    internal static DeviceKey Device(ReadOnlySpan<byte> login) =>
        DeviceKey.TryCreate(login.Slice(2, ImeiLength), out var device) ? device : DeviceKey.None;

    /// <summary>Whether every byte is an ASCII digit.</summary>
    internal static bool AreDigits(ReadOnlySpan<byte> text) => !text.ContainsAnyExceptInRange((byte)'0', (byte)'9');
}
