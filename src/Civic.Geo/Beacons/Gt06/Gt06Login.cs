using System.Buffers.Binary;

namespace Civic.Geo.Beacons;

/// <summary>The login body: 8 bytes of BCD with a nought and the 15 digits of the IMEI, then perhaps u16 model and u16 zone.</summary>
internal static class Gt06Login
{
    private const int ImeiLength = 8;
    private const int ZoneAt = 10;
    private const int WestOfGreenwich = 1 << 3;
    private const int MillisecondsPerMinute = 60_000;

    internal static bool TryReadDevice(ReadOnlySpan<byte> body, out DeviceKey device)
    {
        device = default;
        if (body.Length < ImeiLength || !IsDigits(body[..ImeiLength]))
        {
            return false;
        }

        Span<byte> digits = stackalloc byte[2 * ImeiLength];
        for (var i = 0; i < ImeiLength; i++)
        {
            digits[2 * i] = (byte)('0' + (body[i] >> 4));
            digits[(2 * i) + 1] = (byte)('0' + (body[i] & 0x0F));
        }

        return DeviceKey.TryCreate(digits[1..], out device);
    }

    /// <summary>The zone the login states, in milliseconds east of UTC: bits 15 to 4 are hours x 100 + minutes, bit 3 says west.</summary>
    internal static bool TryReadZone(ReadOnlySpan<byte> body, out long milliseconds)
    {
        milliseconds = 0;
        if (body.Length < ZoneAt + 2)
        {
            return false;
        }

        var zone = BinaryPrimitives.ReadUInt16BigEndian(body[ZoneAt..]);
        var (hours, minutes) = int.DivRem(zone >> 4, 100);
        if (hours > 14 || minutes > 59)
        {
            return false;
        }

        milliseconds = ((hours * 60L) + minutes) * MillisecondsPerMinute * ((zone & WestOfGreenwich) != 0 ? -1 : 1);
        return true;
    }

    /// <summary>Whether 8 bytes are digits behind a nought, as an IMEI in BCD is.</summary>
    internal static bool IsImei(ReadOnlySpan<byte> bytes) => bytes[0] <= 9 && IsDigits(bytes);

    private static bool IsDigits(ReadOnlySpan<byte> bytes)
    {
        foreach (var b in bytes)
        {
            if ((b & 0x0F) > 9 || b > 0x99)
            {
                return false;
            }
        }

        return true;
    }
}
