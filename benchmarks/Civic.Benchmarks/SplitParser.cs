using System.Globalization;

namespace Civic.Benchmarks;

/// <summary>The NMEA parser that most .NET code has, written plainly: the peer of ours.</summary>
internal static class SplitParser
{
    /// <summary>Parses one line.</summary>
    /// <returns>The position of an RMC or GGA with a right checksum, else <see langword="null"/>.</returns>
    public static SplitPosition? Parse(string line)
    {
        var star = line.IndexOf('*', StringComparison.Ordinal);
        if (line.Length == 0 || line[0] != '$' || star < 0)
        {
            return null;
        }

        var sum = 0;
        for (var i = 1; i < star; i++)
        {
            sum ^= line[i];
        }

        if (sum != Convert.ToInt32(line.Substring(star + 1, 2), 16))
        {
            return null;
        }

        var parts = line[1..star].Split(',');
        return parts[0][2..] switch
        {
            "RMC" => new SplitPosition(
                DateTime.ParseExact(parts[9] + parts[1], "ddMMyyHHmmss.ff", CultureInfo.InvariantCulture),
                Angle(parts[3], parts[4]),
                Angle(parts[5], parts[6]),
                double.Parse(parts[7], CultureInfo.InvariantCulture) * 1852 / 3600,
                double.Parse(parts[8], CultureInfo.InvariantCulture),
                double.NaN),
            "GGA" => new SplitPosition(
                DateTime.ParseExact(parts[1], "HHmmss.ff", CultureInfo.InvariantCulture),
                Angle(parts[2], parts[3]),
                Angle(parts[4], parts[5]),
                double.NaN,
                double.NaN,
                double.Parse(parts[9], CultureInfo.InvariantCulture)),
            _ => null,
        };
    }

    private static double Angle(string text, string hemisphere)
    {
        var point = text.IndexOf('.', StringComparison.Ordinal);
        var degrees = double.Parse(text[..(point - 2)], CultureInfo.InvariantCulture) + double.Parse(text[(point - 2)..], CultureInfo.InvariantCulture) / 60;
        return hemisphere is "S" or "W" ? -degrees : degrees;
    }
}
