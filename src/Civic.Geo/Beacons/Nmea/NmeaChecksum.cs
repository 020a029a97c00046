namespace Civic.Geo.Beacons;

/// <summary>The end of a sentence's body: <c>*hh</c>, the odd <c>* hh</c>, or a line end when there is no checksum.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="End">Index past the last byte of the sentence, without line end.</param>
internal readonly record struct NmeaChecksum(NmeaChecksumKind Kind, int End)
{
    /// <summary>Reads what stands at the stop of a scan.</summary>
    /// <param name="window">The sentence from its start character.</param>
    /// <param name="scan">The scan of <paramref name="window"/>.</param>
    public static NmeaChecksum Read(ReadOnlySpan<byte> window, in NmeaScan scan)
    {
        var stop = scan.Stop;
        if (window[stop] != '*')
        {
            return new(window[stop] is (byte)'\r' or (byte)'\n' ? NmeaChecksumKind.Absent : NmeaChecksumKind.Broken, stop);
        }

        var at = stop + 1;
        if (at < window.Length && window[at] == ' ')
        {
            at++;
        }

        if (at < window.Length && Digit(window[at]) < 0)
        {
            return new(NmeaChecksumKind.Wrong, at);
        }

        if (at + 1 >= window.Length)
        {
            return new(NmeaChecksumKind.Unfinished, at);
        }

        var low = Digit(window[at + 1]);
        if (low < 0)
        {
            return new(NmeaChecksumKind.Wrong, at + 1);
        }

        // Whoever writes "A * 72" put the spaces in after summing.
        var spaced = at > stop + 1 && window[stop - 1] == ' ';
        var sum = spaced ? scan.Xor ^ ' ' : scan.Xor;
        return new((Digit(window[at]) << 4 | low) == sum ? NmeaChecksumKind.Right : NmeaChecksumKind.Wrong, at + 2);
    }

    private static int Digit(byte c) => c switch
    {
        >= (byte)'0' and <= (byte)'9' => c - '0',
        >= (byte)'A' and <= (byte)'F' => c - 'A' + 10,
        >= (byte)'a' and <= (byte)'f' => c - 'a' + 10,
        _ => -1,
    };
}
