using System.Runtime.CompilerServices;

namespace Civic.Geo;

/// <summary>A point or direction in space, metres from the centre of the Earth.</summary>
internal readonly record struct Cartesian(double X, double Y, double Z)
{
    /// <summary>The place on the ellipsoid.</summary>
    public static Cartesian Of(GeoPoint point)
    {
        var (sin, cos) = Math.SinCos(point.Latitude * Degrees.ToRadians);
        var (east, meridian) = Math.SinCos(point.Longitude * Degrees.ToRadians);
        var normal = Wgs84.EquatorialRadius / Math.Sqrt(1 - (Wgs84.Eccentricity2 * sin * sin));
        return new Cartesian(normal * cos * meridian, normal * cos * east, normal * (1 - Wgs84.Eccentricity2) * sin);
    }

    /// <summary>The direction away from the ellipsoid at a place, of length 1.</summary>
    public static Cartesian Up(GeoPoint point)
    {
        var (sin, cos) = Math.SinCos(point.Latitude * Degrees.ToRadians);
        var (east, meridian) = Math.SinCos(point.Longitude * Degrees.ToRadians);
        return new Cartesian(cos * meridian, cos * east, sin);
    }

    public static Cartesian operator +(Cartesian a, Cartesian b) => new(a.X + b.X, a.Y + b.Y, a.Z + b.Z);

    public static Cartesian operator -(Cartesian a, Cartesian b) => new(a.X - b.X, a.Y - b.Y, a.Z - b.Z);

    public static Cartesian operator *(Cartesian a, double factor) => new(a.X * factor, a.Y * factor, a.Z * factor);

    /// <summary>The scalar product.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public double Dot(Cartesian other) => (X * other.X) + (Y * other.Y) + (Z * other.Z);

    /// <summary>Metres from the origin.</summary>
    public double Length() => Math.Sqrt(Dot(this));

    /// <summary>Metres along the surface between two places whose straight distance through the Earth is <paramref name="chord"/>.</summary>
    /// <remarks>Right to 0.05 mm at 20 km and 1 part in 100,000 at 900 km, since the curvature differs by direction and place.</remarks>
    public static double ArcOfChord(double chord)
    {
        const double MeanRadius = 6_371_008.8;
        var half = chord / (2 * MeanRadius);
        return half < 0.05 ? chord * (1 + (half * half * ((1.0 / 6) + (3.0 / 40 * half * half)))) : 2 * MeanRadius * Math.Asin(Math.Min(1, half));
    }
}
