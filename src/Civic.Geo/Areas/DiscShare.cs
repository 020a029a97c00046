namespace Civic.Geo;

/// <summary>Parts of a disc above a straight line, between two meridians; metres in the tangent plane, the disc around 0, 0.</summary>
internal static class DiscShare
{
    private const double GreatestAccuracy = 20_000;
    private const double GreatestLatitude = 75;

    /// <summary>Whether the tangent plane is good enough for this circle.</summary>
    public static bool Fits(GeoPoint center, double accuracy) => accuracy <= GreatestAccuracy && Math.Abs(center.Latitude) <= GreatestLatitude;

    /// <summary>Square metres of the disc above the line from (x1, y1) to (x2, y2), x1 &lt; x2, between x1 and x2.</summary>
    public static double Above(double radius, double x1, double y1, double x2, double y2)
    {
        double left = Math.Max(x1, -radius), right = Math.Min(x2, radius);
        if (!(left < right))
        {
            return 0;
        }

        var slope = (y2 - y1) / (x2 - x1);
        var rise = y1 - (slope * x1);

        // Where the line meets the circle: (1 + m²) x² + 2 m c x + c² - r² = 0.
        double a = 1 + (slope * slope), b = slope * rise, c = (rise * rise) - (radius * radius);
        var discriminant = (b * b) - (a * c);
        if (discriminant <= 0)
        {
            return rise > 0 ? 0 : 2 * (Half(radius, right) - Half(radius, left));
        }

        var root = Math.Sqrt(discriminant);
        double enter = Math.Clamp((-b - root) / a, left, right), leave = Math.Clamp((-b + root) / a, left, right);
        var inner = Half(radius, leave) - Half(radius, enter) - (((slope / 2 * (leave + enter)) + rise) * (leave - enter));
        return inner + Outer(radius, slope, rise, left, enter) + Outer(radius, slope, rise, leave, right);
    }

    /// <summary>Where the line is outside the disc, all of the disc or nothing is above it.</summary>
    private static double Outer(double radius, double slope, double rise, double left, double right) =>
        left < right && (slope * (left + right) / 2) + rise < 0 ? 2 * (Half(radius, right) - Half(radius, left)) : 0;

    /// <summary>Integral of the upper half circle from 0 to x.</summary>
    private static double Half(double radius, double x) =>
        ((x * Math.Sqrt(Math.Max(0, (radius * radius) - (x * x)))) + (radius * radius * Math.Asin(Math.Clamp(x / radius, -1, 1)))) / 2;
}
