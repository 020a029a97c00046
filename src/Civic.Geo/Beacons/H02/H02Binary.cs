using System.Buffers.Binary;
using NodaTime;

namespace Civic.Geo.Beacons;

/// <summary>
/// The binary frame: <c>$</c> or <c>X</c>, BCD id (5 bytes, or 8 with 15 digits), BCD hhmmss, BCD ddmmyy, BCD latitude ddmm.mmmm,
/// u8 battery, BCD longitude dddmm.mmmm and a nibble of flags, BCD knots and course (3 digits each), u32 status.
/// </summary>
/// <remarks>
/// Models send 32 bytes or 45, and nothing in the first 32 says which. Everything that is read lies in the first 32; so a frame
/// is 32 bytes, delivered without waiting, and up to 13 bytes behind it that begin no frame are its tail. How the
/// bytes arrive plays no part in that.
/// </remarks>
internal static class H02Binary
{
    internal const int Length = 32;
    internal const int TailLength = 13;

    private const int ShortIdLength = 5;
    private const int LongIdLength = 8;
    private const int LongIdDigits = 15;
    private const int ValidFlag = 1 << 1;
    private const int NorthFlag = 1 << 2;
    private const int EastFlag = 1 << 3;

    // Offsets behind the id.
    private const int Date = 3;
    private const int Latitude = 6;
    private const int Battery = 10;
    private const int Longitude = 11;
    private const int SpeedAndCourse = 16;
    private const int Status = 19;
    private const int StatusEnd = 23;

    internal static FrameProbe Probe(ReadOnlySpan<byte> window)
    {
        if (!CanBe(window, ShortIdLength) && !CanBe(window, LongIdLength))
        {
            return FrameProbe.Refused(RefusalReason.Malformed);
        }

        if (window.Length < Length)
        {
            return FrameProbe.NeedMore;
        }

        var hasTail = window.Length >= Length + TailLength && H02Framing.NextStart(window.Slice(Length, TailLength)) < 0;
        return FrameProbe.Frame(hasTail ? Length + TailLength : Length);
    }

    /// <summary>Reads the device's id: 10 digits, or 15.</summary>
    internal static bool TryReadDevice(ReadOnlySpan<byte> frame, out DeviceKey device)
    {
        var idLength = IdLength(frame);
        Span<byte> digits = stackalloc byte[2 * LongIdLength];
        for (var i = 0; i < idLength; i++)
        {
            digits[2 * i] = (byte)('0' + (frame[1 + i] >> 4));
            digits[(2 * i) + 1] = (byte)('0' + (frame[1 + i] & 0x0F));
        }

        return DeviceKey.TryCreate(digits[..Math.Min(2 * idLength, LongIdDigits)], out device);
    }

    internal static Fix Read(ReadOnlySpan<byte> frame, DeviceKey device, in FrameOutput output)
    {
        var body = frame.Slice(1 + IdLength(frame), StatusEnd);
        var flags = body[Longitude + 4] & 0x0F;
        var latitude = Two(body[Latitude]) + (((Two(body[Latitude + 1]) * 10_000) + (Two(body[Latitude + 2]) * 100) + Two(body[Latitude + 3])) / 600_000.0);
        var east = body[Longitude..];
        var wholeDegrees = (Two(east[0]) * 10) + (east[1] >> 4);
        var minutes = ((east[1] & 0x0F) * 100_000) + (Two(east[2]) * 1000) + (Two(east[3]) * 10) + (east[4] >> 4);
        var longitude = wholeDegrees + (minutes / 600_000.0);
        var motion = body[SpeedAndCourse..];
        var hasTime = DeviceTime.TryCombine(2000 + Two(body[Date + 2]), Two(body[Date + 1]), Two(body[Date]), Two(body[0]), Two(body[1]), Two(body[2]), out var time);
        var isOnEarth = latitude <= 90 && longitude <= 180;
        if (!hasTime || !isOnEarth)
        {
            output.Refuse(hasTime ? RefusalReason.PositionOutOfRange : RefusalReason.ImpossibleTime);
        }

        var hasPosition = hasTime && isOnEarth;
        var course = ((motion[1] & 0x0F) * 100) + Two(motion[2]);
        return new Fix
        {
            Device = device,
            ReceiveTime = output.ReceiveTime,
            FixTime = hasTime ? Instant.FromUnixTimeMilliseconds(time) : null,
            Validity = !hasPosition ? FixValidity.None : (flags & ValidFlag) != 0 ? FixValidity.Valid : FixValidity.Invalid,
            Position = hasPosition ? new((flags & NorthFlag) != 0 ? latitude : -latitude, (flags & EastFlag) != 0 ? longitude : -longitude) : default,
            Speed = ((Two(motion[0]) * 10) + (motion[1] >> 4)) * H02Text.MetresPerSecondPerKnot,
            Course = course <= 360 ? course : double.NaN,
            Battery = H02Status.BatteryOf(body[Battery]),
            Flags = H02Status.FlagsOf(BinaryPrimitives.ReadUInt32BigEndian(body[Status..])),
            Integrity = FixIntegrity.Unchecked,
        };
    }

    private static int IdLength(ReadOnlySpan<byte> frame) => CanBe(frame, ShortIdLength) ? ShortIdLength : LongIdLength;

    /// <summary>Whether the bytes that have come fit a frame with an id of that length.</summary>
    private static bool CanBe(ReadOnlySpan<byte> window, int idLength)
    {
        // The largest value of each byte behind the id; digits everywhere but in the battery, the flags and the status.
        ReadOnlySpan<byte> most =
        [
            0x23, 0x59, 0x59, 0x31, 0x12, 0x99,
            0x90, 0x59, 0x99, 0x99, 0xFF, 0x18, 0x99, 0x99, 0x99, 0x9F, 0x99, 0x99, 0x99,
        ];
        var known = window[1..Math.Min(window.Length, 1 + idLength + most.Length)];
        for (var i = 0; i < known.Length; i++)
        {
            var at = i - idLength;
            var isFiller = at == Battery || (at == -1 && idLength == LongIdLength) || at == Longitude + 4;
            if ((!isFiller && (known[i] & 0x0F) > 9) || (at == Battery ? 0 : known[i] >> 4) > 9 || (at >= 0 && known[i] > most[at]))
            {
                return false;
            }
        }

        // The tens of the minutes share a byte with the degrees.
        return known.Length <= idLength + Longitude + 1 || (known[idLength + Longitude + 1] & 0x0F) <= 5;
    }

    private static int Two(byte bcd) => ((bcd >> 4) * 10) + (bcd & 0x0F);
}
