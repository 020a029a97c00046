using System.Buffers.Binary;

namespace Civic.Geo.Beacons;

/// <summary>
/// Finds GT06 frames: <c>7878 | u8 length | type ... serial | crc | 0D0A</c>, or <c>7979</c> with a u16 length. The length
/// counts from the type to the checksum; the checksum is CRC-16/X-25 from the length to the serial.
/// </summary>
/// <remarks>
/// A trailer (0D0A) also occurs inside payloads (13:10 UTC is one) and some devices state a wrong length, so neither
/// decides alone: the frame ends at the first trailer at which the checksum fits. The search is over at the first trailer
/// at or past the stated end, and at the longest frame of the kind. It looks at a byte only after those before it, so the
/// answer does not depend on how the stream is cut.
/// </remarks>
internal static class Gt06Framing
{
    /// <summary>The longest 7979 frame; real ones (modules, texts) stay below 1,200 bytes.</summary>
    internal const int MaxLength = 2048;

    private const int MaxShortLength = 255 + ShortOverhead;
    private const int ShortOverhead = 5;
    private const int LongOverhead = 6;
    private const int CrcAndTrailer = 4;
    private const int WifiTimeLength = 6;

    /// <summary>Trailers tried before the stated end: bounds the work that hostile bytes can cause to a few checksums.</summary>
    private const int MaxEarlyTrailers = 16;

    /// <summary>The shortest frame that has type, serial and checksum.</summary>
    internal const int MinLength = 10;

    internal static bool IsLong(ReadOnlySpan<byte> frame) => frame[0] == 0x79;

    /// <summary>Type, body and serial of a measured frame; the serial is its last two bytes. Empty when there is no room for them.</summary>
    internal static ReadOnlySpan<byte> Content(ReadOnlySpan<byte> frame)
    {
        var header = IsLong(frame) ? 4 : 3;
        return frame.Length < MinLength ? [] : frame[header..^CrcAndTrailer];
    }

    internal static FrameProbe Probe(ReadOnlySpan<byte> window)
    {
        var start = FindStart(window);
        if (start != 0)
        {
            return FrameProbe.Junk(start);
        }

        var isLong = IsLong(window);
        if (window.Length < (isLong ? 4 : 3))
        {
            return FrameProbe.NeedMore;
        }

        var stated = isLong ? BinaryPrimitives.ReadUInt16BigEndian(window[2..]) + LongOverhead : window[2] + ShortOverhead;
        if (stated > MaxLength)
        {
            return FrameProbe.Refused(RefusalReason.TooLong);
        }

        return !isLong && TryProbeWifi(window, out var wifi) ? wifi : FindEnd(window, stated, isLong ? MaxLength : MaxShortLength);
    }

    /// <summary>The first place where a frame may begin: two equal start bytes, or one that is the last of the window.</summary>
    private static int FindStart(ReadOnlySpan<byte> window)
    {
        if (window.Length > 1 && window[0] == window[1] && window[0] is 0x78 or 0x79)
        {
            return 0;
        }

        for (var i = 0; i < window.Length; i++)
        {
            var candidate = window[i..].IndexOfAny((byte)0x78, (byte)0x79);
            if (candidate < 0)
            {
                return window.Length;
            }

            i += candidate;
            if (i + 1 == window.Length || window[i + 1] == window[i])
            {
                return i;
            }
        }

        return window.Length;
    }

    private static FrameProbe FindEnd(ReadOnlySpan<byte> window, int stated, int longest)
    {
        var searched = Math.Min(window.Length, longest);
        var end = 2;
        for (var tried = 0; ; tried++)
        {
            var from = tried < MaxEarlyTrailers ? end : Math.Max(end, stated - 2);
            var trailer = from < searched ? window[from..searched].IndexOf("\r\n"u8) : -1;
            if (trailer < 0)
            {
                return window.Length < longest ? FrameProbe.NeedMore : FrameProbe.Refused(RefusalReason.BadLength);
            }

            end = from + trailer + 2;
            if (end >= MinLength && ChecksumFits(window[..end]))
            {
                return FrameProbe.Frame(end);
            }

            if (end >= stated)
            {
                return FrameProbe.BadFrame(CutAtNextStart(window[..end]));
            }
        }
    }

    private static bool ChecksumFits(ReadOnlySpan<byte> frame) =>
        Crc16.X25(frame[2..^CrcAndTrailer]) == BinaryPrimitives.ReadUInt16BigEndian(frame[^CrcAndTrailer..]);

    /// <summary>A damaged length may reach into the frames that follow; those begin after a trailer with a start marker, and lenient reading must not swallow them.</summary>
    private static int CutAtNextStart(ReadOnlySpan<byte> frame)
    {
        var next = frame.IndexOf("\r\n\x78\x78"u8);
        var nextLong = frame.IndexOf("\r\n\x79\x79"u8);
        next = next < 0 ? nextLong : nextLong < 0 ? next : Math.Min(next, nextLong);
        return next < 0 ? frame.Length : next + 2;
    }

    /// <summary>
    /// Watches and plug-in trackers send access points with their number in the place of the length, and neither serial nor
    /// checksum: <c>7878 | n | 17 or 69 | BCD time | n x (u48 address, u8 signal) | u8 cells | u16 mcc, u8 mnc |
    /// cells x (u16 area, u16 cell, u8 signal) | 0D0A</c>. Nothing proves such a frame, so it counts as bad.
    /// </summary>
    internal static bool TryProbeWifi(ReadOnlySpan<byte> window, out FrameProbe probe)
    {
        const int header = 4;
        probe = FrameProbe.NeedMore;
        if (window.Length < header)
        {
            return true;
        }

        if (window[3] is not (Gt06Type.Wifi or Gt06Type.WifiAlternative))
        {
            return false;
        }

        if (window.Length < header + WifiTimeLength)
        {
            return true;
        }

        if (!IsBcdTime(window.Slice(header, WifiTimeLength)))
        {
            return false;
        }

        var cellCount = header + WifiTimeLength + (7 * window[2]);
        if (window.Length <= cellCount)
        {
            return cellCount < MaxLength;
        }

        var end = cellCount + 4 + (5 * window[cellCount]) + 2;
        if (window.Length < end)
        {
            return end <= MaxLength;
        }

        probe = FrameProbe.BadFrame(end);
        return window.Slice(end - 2, 2).SequenceEqual("\r\n"u8);
    }

    private static bool IsBcdTime(ReadOnlySpan<byte> time)
    {
        ReadOnlySpan<byte> most = [0x99, 0x12, 0x31, 0x23, 0x59, 0x59];
        for (var i = 0; i < time.Length; i++)
        {
            if ((time[i] & 0x0F) > 9 || time[i] > most[i])
            {
                return false;
            }
        }

        return time[1] != 0 && time[2] != 0;
    }
}
