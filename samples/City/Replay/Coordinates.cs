using System.Globalization;
using Civic.Geo;

namespace Civic.City.Replay;

/// <summary>Degrees in the forms that devices send.</summary>
internal static class Coordinates
{
    /// <summary><c>ddmm.mmmmm,N,dddmm.mmmmm,E</c>.</summary>
    public static string Nmea(GeoPoint point)
    {
        var (latitude, north) = Minutes(point.Latitude, 2);
        var (longitude, east) = Minutes(point.Longitude, 3);
        return $"{latitude},{(north ? 'N' : 'S')},{longitude},{(east ? 'E' : 'W')}";
    }

    /// <summary>Whole parts of a degree, rounded, sign kept.</summary>
    public static int Scaled(double degrees, int partsPerDegree) => (int)Math.Round(degrees * partsPerDegree);

    private static (string Text, bool Positive) Minutes(double degrees, int digits)
    {
        // Rounding comes first, so that 59.999999 minutes become the next degree and never 60 minutes.
        var parts = (long)Math.Round(Math.Abs(degrees) * 60 * 100_000);
        var whole = parts / 6_000_000;
        var minutes = (parts % 6_000_000) / 100_000.0;
        var text = whole.ToString(CultureInfo.InvariantCulture).PadLeft(digits, '0') + minutes.ToString("00.00000", CultureInfo.InvariantCulture);
        return (text, degrees >= 0);
    }
}
