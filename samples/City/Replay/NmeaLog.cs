using System.Text;

namespace Civic.City.Replay;

/// <summary>A recorded NMEA log: bytes as they were received, read epoch by epoch.</summary>
internal static class NmeaLog
{
    /// <summary>Longest line that is looked at; longer ones pass as bytes without a time.</summary>
    private const int MaxLine = 4096;

    /// <summary>Files of a path: the file itself, or the logs of a folder, by name.</summary>
    /// <exception cref="IOException">There is nothing to replay, with a message that says what to do.</exception>
    public static IReadOnlyList<string> Find(string path)
    {
        if (File.Exists(path))
        {
            return [path];
        }

        if (!Directory.Exists(path))
        {
            throw new IOException($"there is no file or folder '{path}'. Give the path of an NMEA log, or auto, on or off.");
        }

        var files = Directory.GetFiles(path).Where(f => Path.GetExtension(f) is ".log" or ".nmea" or ".txt").Order(StringComparer.Ordinal).ToList();
        return files.Count > 0 ? files : throw new IOException($"the folder '{path}' holds no .log, .nmea or .txt file.");
    }

    /// <summary>Whether there is an NMEA sentence near the beginning.</summary>
    public static bool LooksLikeNmea(string file)
    {
        using var stream = File.OpenRead(file);
        var head = new byte[16 * 1024];
        var count = stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        var text = Encoding.ASCII.GetString(head, 0, count);
        return text.Contains("RMC,", StringComparison.Ordinal) || text.Contains("GGA,", StringComparison.Ordinal)
            || text.Contains("GLL,", StringComparison.Ordinal) || text.Contains("GNS,", StringComparison.Ordinal);
    }

    /// <summary>
    /// Cuts a log where the time of day changes, so that it can be sent at the speed at which it was recorded.
    /// </summary>
    /// <returns>Bytes to send, and how many seconds to wait before.</returns>
    public static IEnumerable<(byte[] Bytes, double Wait)> Epochs(string file)
    {
        using var stream = new BufferedStream(File.OpenRead(file));
        var epoch = new List<byte>();
        double? current = null;
        double wait = 0;
        while (ReadLine(stream) is { } line)
        {
            if (TimeOf(line) is { } time && time != current)
            {
                if (current is { } before)
                {
                    yield return ([.. epoch], wait);
                    epoch.Clear();
                    wait = Gap(before, time);
                }

                current = time;
            }

            epoch.AddRange(line);
        }

        yield return ([.. epoch], wait);
    }

    /// <summary>Seconds between two times of day; midnight is a second, pauses are cut to five.</summary>
    private static double Gap(double before, double after) => after > before ? Math.Min(after - before, 5) : 1;

    private static double? TimeOf(byte[] line)
    {
        var text = Encoding.ASCII.GetString(line);
        var start = text.IndexOf('$');
        var fields = start < 0 ? [] : text[start..].Split(',');
        var place = fields.Length > 6 && fields[0].Length == 6 ? fields[0][3..] switch { "RMC" or "GGA" or "GNS" => 1, "GLL" => 5, _ => -1 } : -1;
        return place > 0 && fields[place].Length >= 6 && double.TryParse(fields[place], System.Globalization.CultureInfo.InvariantCulture, out var hms)
            ? (Math.Floor(hms / 10_000) * 3600) + (Math.Floor(hms / 100 % 100) * 60) + (hms % 100)
            : null;
    }

    private static byte[]? ReadLine(Stream stream)
    {
        var line = new List<byte>();
        while (line.Count < MaxLine && stream.ReadByte() is var b and >= 0)
        {
            line.Add((byte)b);
            if (b == '\n')
            {
                break;
            }
        }

        return line.Count > 0 ? [.. line] : null;
    }
}
