using System.Runtime.Intrinsics;

namespace Civic.Geo;

/// <summary>
/// The squared distance around a place as a polynomial in degrees north (y) and east (x):
/// y² A(y) + x² (B(y) + x² D(y)), A and B of degree 3, D of degree 1.
/// </summary>
/// <remarks>
/// A and B are the squared radii M² and (N cos φ)² at the middle latitude, expanded around the origin; what Gauss's mid-latitude
/// formulas add to the fourth order (as in W. Großmann, Geodätische Rechnungen und Abbildungen, 1964) is folded into them.
/// </remarks>
internal readonly struct LocalPolynomial
{
    private const double Axis2 = Wgs84.EquatorialRadius * Wgs84.EquatorialRadius;
    private const double E2 = Wgs84.Eccentricity2;

    private readonly double _a0, _a1, _a2, _a3;
    private readonly double _b0, _b1, _b2, _b3;
    private readonly double _d0, _d1;

    /// <param name="sin">Sine of the latitude of the origin.</param>
    /// <param name="cos">Its cosine.</param>
    public LocalPolynomial(double sin, double cos)
    {
        double sin2 = sin * sin, cos2 = cos * cos, sinCos = sin * cos, cosDouble = cos2 - sin2;
        var w = 1 - (E2 * sin2);

        // -(ln w)' and its first two derivatives by latitude, then those of M² relative to M².
        double q = 2 * E2 * sinCos / w, q1 = (2 * E2 * cosDouble / w) + (q * q), q2 = (-8 * E2 * sinCos / w) + (3 * q * q1) - (q * q * q);
        double first = 3 * q, second = (3 * q1) + (first * first), third = (3 * q2) + (9 * first * q1) + (first * first * first);
        var meridian = Axis2 * (1 - E2) * (1 - E2) / (w * w * w);

        // (N cos φ)² has the derivative -sin 2φ · parallelSlope / w² and so on.
        const double ParallelSlope = Axis2 * (1 - E2);
        var scale = ParallelSlope / (w * w);
        var parallel = Axis2 * cos2 / w;
        var parallel1 = -2 * sinCos * scale;
        var parallel2 = scale * ((-2 * cosDouble) - (4 * sinCos * q));
        var parallel3 = scale * ((8 * sinCos) - (8 * cosDouble * q) - (4 * sinCos * (q1 + (2 * q * q))));

        double eta2 = Wgs84.SecondEccentricity2 * cos2, v4 = (1 + eta2) * (1 + eta2);
        var inLatitude = meridian * Wgs84.SecondEccentricity2 * cosDouble / (4 * v4);
        var mixed = (((parallel * (1 + eta2)) - (9 * Wgs84.SecondEccentricity2 * sin2 * parallel)) / (12 * v4))
            + (meridian * (((1 - (2 * eta2)) * cos2 / 12) - 0.25));
        var mixedSlope = -meridian * sinCos / 3;

        const double Degree2 = Degrees.ToRadians * Degrees.ToRadians;
        const double Degree3 = Degree2 * Degrees.ToRadians;
        const double Degree4 = Degree2 * Degree2;
        const double Degree5 = Degree4 * Degrees.ToRadians;
        _a0 = meridian * Degree2;
        _a1 = meridian * first / 2 * Degree3;
        _a2 = ((meridian * second / 8) + inLatitude) * Degree4;
        _a3 = meridian * third / 48 * Degree5;
        _b0 = parallel * Degree2;
        _b1 = parallel1 / 2 * Degree3;
        _b2 = ((parallel2 / 8) + mixed) * Degree4;
        _b3 = ((parallel3 / 48) + (mixedSlope / 2)) * Degree5;
        _d0 = -parallel * sin2 / 12 * Degree4;
        _d1 = -Axis2 * sinCos * cosDouble / 12 * Degree5;
    }

    /// <summary>Metres² to the place that many degrees north and east.</summary>
    public double Square(double north, double east)
    {
        double north2 = north * north, east2 = east * east;
        var a = _a0 + (north * (_a1 + (north * (_a2 + (north * _a3)))));
        var b = _b0 + (north * (_b1 + (north * (_b2 + (north * _b3)))));
        return (north2 * a) + (east2 * (b + (east2 * (_d0 + (north * _d1)))));
    }

    /// <summary>The same for four places at once.</summary>
    public Vector256<double> Squares(Vector256<double> north, Vector256<double> east)
    {
        var a = Vector256.Create(_a0) + (north * (Vector256.Create(_a1) + (north * (Vector256.Create(_a2) + (north * _a3)))));
        var b = Vector256.Create(_b0) + (north * (Vector256.Create(_b1) + (north * (Vector256.Create(_b2) + (north * _b3)))));
        var east2 = east * east;
        return (north * north * a) + (east2 * (b + (east2 * (Vector256.Create(_d0) + (north * _d1)))));
    }
}
