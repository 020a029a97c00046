using System.Buffers;

namespace Civic.Geo.Beacons;

/// <summary>
/// Finds H02 frames, text <c>*XX,id,...#</c> and binary <c>$</c> or <c>X</c>. Neither has a checksum, so the shape of what
/// lies inside is checked here, byte by byte as it comes, and anything else is left at once for the next start marker.
/// </summary>
internal static class H02Framing
{
    /// <summary>The longest text; real ones (answers to commands, neighbouring cells) stay below 700 bytes.</summary>
    internal const int MaxLength = 1024;

    private const int PrefixLength = 4;

    private static readonly SearchValues<byte> Starts = SearchValues.Create("*$X"u8);

    /// <summary>The end of a text, what may be the start of the next one, and what no text holds.</summary>
    private static readonly SearchValues<byte> Stops = SearchValues.Create(
        [(byte)'#', (byte)'*', .. Enumerable.Range(0, 256).Where(b => b is (< ' ' and not '\r' and not '\n' and not '\t') or >= 0x7F).Select(b => (byte)b)]);

    internal static bool IsStart(byte b) => Starts.Contains(b);

    /// <summary>Where the next frame may begin, or -1.</summary>
    internal static int NextStart(ReadOnlySpan<byte> window) => window.IndexOfAny(Starts);

    internal static FrameProbe Probe(ReadOnlySpan<byte> window)
    {
        if (window[0] is (byte)'\r' or (byte)'\n')
        {
            var rest = window.IndexOfAnyExcept((byte)'\r', (byte)'\n');
            return FrameProbe.Blank(rest < 0 ? window.Length : rest);
        }

        var start = NextStart(window);
        return start != 0 ? FrameProbe.Junk(start < 0 ? window.Length : start)
            : window[0] == '*' ? ProbeText(window)
            : H02Binary.Probe(window);
    }

    private static FrameProbe ProbeText(ReadOnlySpan<byte> window)
    {
        if (!IsPrefix(window))
        {
            return FrameProbe.Refused(RefusalReason.Malformed);
        }

        for (var at = PrefixLength; at < window.Length; at++)
        {
            var stop = window[at..].IndexOfAny(Stops);
            if (stop < 0)
            {
                break;
            }

            at += stop;
            if (window[at] == '#')
            {
                return at < MaxLength ? FrameProbe.Frame(at + 1) : FrameProbe.Refused(RefusalReason.TooLong);
            }

            if (window[at] != '*')
            {
                return FrameProbe.Refused(RefusalReason.Malformed);
            }

            if (window.Length >= at + PrefixLength && IsPrefix(window[at..]))
            {
                return FrameProbe.Refused(RefusalReason.Truncated);
            }
        }

        return FrameProbe.NeedMore;
    }

    /// <summary>Whether the bytes are <c>*XX,</c>, as far as they have come.</summary>
    private static bool IsPrefix(ReadOnlySpan<byte> window) =>
        (window.Length < 2 || char.IsAsciiLetter((char)window[1]))
        && (window.Length < 3 || char.IsAsciiLetter((char)window[2]))
        && (window.Length < PrefixLength || window[3] == ',');
}
