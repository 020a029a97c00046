namespace Civic.Geo.Beacons;

/// <summary>
/// What may stand before the start character on a line: an NMEA 4 tag block <c>\...\</c>, then a device id as
/// modems put it: <c>IMEI$</c>, <c>IMEI,$</c>, <c>group/IMEI/$</c>.
/// </summary>
/// <param name="Kind">Whether it is one.</param>
/// <param name="Length">Bytes before the start character.</param>
/// <param name="IdStart">Where the device id begins.</param>
/// <param name="IdLength">Its length; 0 when there is only a tag block.</param>
internal readonly record struct NmeaPrefix(NmeaPrefixKind Kind, int Length, int IdStart, int IdLength)
{
    /// <summary>The longest prefix in bytes: a tag block may have 80, an id <see cref="DeviceKey.MaxLength"/>.</summary>
    public const int MaxLength = 128;

    /// <summary>Shorter ids are more likely a damaged line end than a device.</summary>
    private const int MinIdLength = 5;

    /// <summary>Judges the beginning of a line.</summary>
    public static NmeaPrefix Measure(ReadOnlySpan<byte> line)
    {
        var reach = line[..Math.Min(line.Length, MaxLength + 1)];
        var at = reach[0] == '\\' ? TagBlock(reach) : 0;
        var idStart = at;
        for (; at < reach.Length && (IsIdCharacter(reach[at]) || reach[at] == '/'); at++)
        {
            if (reach[at] == '/' && at + 1 < reach.Length && !IsStart(reach[at + 1]))
            {
                idStart = at + 1;
            }
        }

        var idEnd = at > idStart && reach[at - 1] == '/' ? at - 1 : at;
        at += at < reach.Length && reach[at] == ',' ? 1 : 0;
        if (at >= reach.Length)
        {
            return new(line.Length <= MaxLength ? NmeaPrefixKind.Unfinished : NmeaPrefixKind.None, 0, 0, 0);
        }

        var id = reach[idStart..idEnd];
        var isWhole = IsStart(reach[at]) && (IsId(id) || (id.IsEmpty && at == idStart));
        return new(isWhole ? NmeaPrefixKind.Whole : NmeaPrefixKind.None, at, idStart, id.Length);
    }

    public static bool IsStart(byte b) => b is (byte)'$' or (byte)'!';

    /// <summary>The length of a tag block; all bytes when it does not end there, and 0 when it is none.</summary>
    private static int TagBlock(ReadOnlySpan<byte> line)
    {
        for (var i = 1; i < line.Length; i++)
        {
            if (line[i] == '\\')
            {
                return i + 1;
            }

            if (line[i] is < (byte)' ' or > (byte)'~' or (byte)'$')
            {
                return 0;
            }
        }

        return line.Length;
    }

    private static bool IsId(ReadOnlySpan<byte> text) =>
        text.Length is >= MinIdLength and <= DeviceKey.MaxLength && text.ContainsAnyInRange((byte)'0', (byte)'9');

    private static bool IsIdCharacter(byte b) => char.IsAsciiLetterOrDigit((char)b) || b is (byte)'-' or (byte)'_' or (byte)'.' or (byte)':';
}
