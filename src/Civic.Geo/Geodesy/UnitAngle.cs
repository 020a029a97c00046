namespace Civic.Geo;

/// <summary>An angle as sine and cosine, so that nothing is lost near the axes.</summary>
internal record struct UnitAngle(double Sin, double Cos)
{
    /// <summary>A cosine that stands for "at the pole" without dividing by zero; its square does not underflow.</summary>
    public const double Tiny = 1.4916681462400413e-154;

    /// <summary>The same direction with sine and cosine on the unit circle.</summary>
    public readonly UnitAngle Normalized()
    {
        var length = Hypotenuse(Sin, Cos);
        return new UnitAngle(Sin / length, Cos / length);
    }

    /// <summary>Square root of x² + y² for numbers of the order of 1, where neither overflow nor underflow matters.</summary>
    public static double Hypotenuse(double x, double y) => Math.Sqrt((x * x) + (y * y));

    /// <summary>From degrees; exact at multiples of 90.</summary>
    public static UnitAngle FromDegrees(double degrees) => FromDegrees(degrees, 0);

    /// <summary>From the sum of degrees and a small correction, without rounding it first.</summary>
    public static UnitAngle FromDegrees(double degrees, double correction)
    {
        if (!double.IsFinite(degrees))
        {
            return new UnitAngle(double.NaN, double.NaN);
        }

        var reduced = Degrees.Normalize(degrees);
        var quadrant = (int)Math.Round(reduced / 90);
        var rest = reduced - (90 * quadrant);
        if (correction != 0)
        {
            rest = Degrees.Coarsen(rest + correction);
        }

        var (sin, cos) = Math.SinCos(rest * Degrees.ToRadians);
        return (quadrant & 3) switch
        {
            0 => new UnitAngle(sin, cos),
            1 => new UnitAngle(cos, 0 - sin),
            2 => new UnitAngle(0 - sin, -cos),
            _ => new UnitAngle(-cos, sin),
        };
    }

    /// <summary>From radians.</summary>
    public static UnitAngle FromRadians(double radians)
    {
        var (sin, cos) = Math.SinCos(radians);
        return new UnitAngle(sin, cos);
    }

    /// <summary>Degrees, -180 to 180; exact at multiples of 90.</summary>
    public readonly double ToDegrees()
    {
        double y = Sin, x = Cos, shift = 0;
        if (Math.Abs(y) > Math.Abs(x))
        {
            shift = y < 0 ? -90 : 90;
            (y, x) = y < 0 ? (x, -y) : (-x, y);
        }
        else if (x < 0)
        {
            shift = y < 0 ? -180 : 180;
            (y, x) = (-y, -x);
        }

        return shift + (Math.Atan2(y, x) / Degrees.ToRadians);
    }

    /// <summary>This angle turned by another.</summary>
    public readonly UnitAngle Plus(UnitAngle other) =>
        new((Sin * other.Cos) + (Cos * other.Sin), (Cos * other.Cos) - (Sin * other.Sin));

    /// <summary>Radians from <paramref name="start"/> to this angle, 0 to pi; a tiny negative turn counts as 0.</summary>
    public readonly double RadiansFrom(UnitAngle start) =>
        Math.Atan2(Math.Max(0, (start.Cos * Sin) - (start.Sin * Cos)), (start.Cos * Cos) + (start.Sin * Sin));
}
