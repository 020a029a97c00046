namespace Civic.Geo;

/// <summary>The WGS 84 ellipsoid and what follows from its two defining numbers.</summary>
internal static class Wgs84
{
    /// <summary>Equatorial radius a, metres (defining).</summary>
    public const double EquatorialRadius = 6378137;

    /// <summary>Flattening f (defining).</summary>
    public const double Flattening = 1 / 298.257223563;

    /// <summary>1 - f, the ratio of the axes.</summary>
    public const double AxisRatio = 1 - Flattening;

    /// <summary>Polar radius b, metres.</summary>
    public const double PolarRadius = EquatorialRadius * AxisRatio;

    /// <summary>Third flattening n = (a - b) / (a + b), the variable of the series.</summary>
    public const double ThirdFlattening = Flattening / (2 - Flattening);

    /// <summary>First eccentricity squared.</summary>
    public const double Eccentricity2 = Flattening * (2 - Flattening);

    /// <summary>Second eccentricity squared.</summary>
    public const double SecondEccentricity2 = Eccentricity2 / (AxisRatio * AxisRatio);

    /// <summary>Metres of the meridian from pole to pole: the greatest distance between two places.</summary>
    public const double GreatestDistance = 20003931.4586254;

    /// <summary>Square of the authalic radius: the sphere of this radius has the surface of the ellipsoid.</summary>
    public static readonly double AuthalicRadius2 = (EquatorialRadius * EquatorialRadius / 2)
        + (PolarRadius * PolarRadius / 2 * (Math.Atanh(Math.Sqrt(Eccentricity2)) / Math.Sqrt(Eccentricity2)));

    /// <summary>Surface of the Earth, square metres.</summary>
    public static readonly double Surface = 4 * Math.PI * AuthalicRadius2;
}
