namespace Civic.Geo;

/// <summary>Surface of geodesic circles.</summary>
internal static class CircleSurface
{
    /// <summary>Square metres within <paramref name="radius"/> of <paramref name="center"/>.</summary>
    public static double Of(GeoPoint center, double radius)
    {
        if (radius <= 50_000)
        {
            // A cap on the sphere that has the curvature of the place.
            var sin = Math.Sin(center.Latitude * Degrees.ToRadians);
            var sphere = Wgs84.PolarRadius / (1 - (Wgs84.Eccentricity2 * sin * sin));
            var half = Math.Sin(radius / sphere / 2);
            return 4 * Math.PI * sphere * sphere * half * half;
        }

        // Inscribed rings fall short by a part that shrinks with the square of the number of corners; take it out (Richardson).
        double coarse = OfRing(center, radius, 180), fine = OfRing(center, radius, 360);
        return fine + ((fine - coarse) / 3);
    }

    private static double OfRing(GeoPoint center, double radius, int corners)
    {
        Span<GeoPoint> ring = stackalloc GeoPoint[corners];
        for (var i = 0; i < corners; i++)
        {
            ring[i] = Geodesic.Destination(center, -360.0 * i / corners, radius);
        }

        var area = Geodesic.Measure(ring).SignedArea;
        return area < 0 ? area + Wgs84.Surface : area;
    }
}
