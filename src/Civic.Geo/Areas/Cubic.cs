namespace Civic.Geo;

/// <summary>A polynomial of degree 3 on 0 to 1.</summary>
internal readonly record struct Cubic(double C0, double C1, double C2, double C3)
{
    /// <summary>The value at <paramref name="t"/>.</summary>
    public double At(double t) => C0 + (t * (C1 + (t * (C2 + (t * C3)))));

    /// <summary>The straight line between two values.</summary>
    public static Cubic Straight(double from, double to) => new(from, to - from, 0, 0);

    /// <summary>The cubic through four values at 0, <paramref name="t1"/>, <paramref name="t2"/> and 1 (Newton's divided differences).</summary>
    public static Cubic Through(double at0, double t1, double at1, double t2, double at2, double at3)
    {
        double d01 = (at1 - at0) / t1, d12 = (at2 - at1) / (t2 - t1), d23 = (at3 - at2) / (1 - t2);
        double d012 = (d12 - d01) / t2, d123 = (d23 - d12) / (1 - t1), d0123 = d123 - d012;
        return new Cubic(
            at0,
            d01 - (t1 * d012) + (t1 * t2 * d0123),
            d012 - ((t1 + t2) * d0123),
            d0123);
    }

    /// <summary>The same curve run from 1 to 0.</summary>
    public Cubic Reversed() => new(C0 + C1 + C2 + C3, -(C1 + (2 * C2) + (3 * C3)), C2 + (3 * C3), -C3);

    /// <summary>Values the curve surely stays between: those of its Bézier control points.</summary>
    public (double Low, double High) Range()
    {
        double p1 = C0 + (C1 / 3), p2 = p1 + ((C1 + C2) / 3), p3 = C0 + C1 + C2 + C3;
        return (Math.Min(Math.Min(C0, p1), Math.Min(p2, p3)), Math.Max(Math.Max(C0, p1), Math.Max(p2, p3)));
    }

    /// <summary>A bound of the size of the derivative.</summary>
    public double Steepness() => Math.Abs(C1) + (2 * Math.Abs(C2)) + (3 * Math.Abs(C3));
}
