namespace Civic.Geo;

/// <summary>Boxes that surely hold what is within a distance of a place.</summary>
internal static class AreaBounds
{
    /// <summary>Radius of the sphere that curves at least as much as the ellipsoid anywhere: distances on it span the greatest angles.</summary>
    private const double LeastRadius = 6335439;

    /// <summary>The box around a circle; a few parts in a thousand wider than needed for radii over 50 km, tighter below.</summary>
    public static GeoBounds Around(GeoPoint center, double radius)
    {
        var (sin, cos) = Math.SinCos(center.Latitude * Degrees.ToRadians);
        double north, east;
        if (radius <= 50_000 && Math.Abs(center.Latitude) <= 80)
        {
            var w2 = 1 - (Wgs84.Eccentricity2 * sin * sin);
            var normal = Wgs84.EquatorialRadius / Math.Sqrt(w2);
            var margin = 1 + (0.02 * radius / normal);
            north = radius * margin * w2 / (normal * (1 - Wgs84.Eccentricity2));
            east = Math.Asin(Math.Sin(radius * margin / normal) / cos);
        }
        else
        {
            north = radius / LeastRadius;
            var reach = Math.Sin(Math.Min(north, Math.PI / 2)) / cos;
            east = reach < 1 ? Math.Asin(reach) : Math.PI;
        }

        const double Rounding = 1e-11;
        return Box(center, (north / Degrees.ToRadians) + Rounding, (east / Degrees.ToRadians) + Rounding);
    }

    /// <summary>Metres to the farthest point of a box from its middle, or more.</summary>
    public static double HalfDiagonal(in GeoBounds box)
    {
        var north = (box.North - box.South) / 2;
        var widest = box.South <= 0 && box.North >= 0 ? 0 : Math.Min(Math.Abs(box.South), Math.Abs(box.North));
        var parallel = Wgs84.EquatorialRadius / Math.Sqrt(1 - Wgs84.Eccentricity2) * Math.Cos(widest * Degrees.ToRadians);
        var meridian = Wgs84.EquatorialRadius / Math.Sqrt(1 - Wgs84.Eccentricity2);
        return Degrees.ToRadians * ((north * meridian) + (Width(box) / 2 * parallel));
    }

    /// <summary>Degrees of longitude from west to east, 0 to 360.</summary>
    public static double Width(in GeoBounds box) => box.CrossesAntimeridian ? box.East - box.West + 360 : box.East - box.West;

    /// <summary>The middle of a box.</summary>
    public static GeoPoint Middle(in GeoBounds box) => new((box.South + box.North) / 2, Degrees.Normalize(box.West + (Width(box) / 2)));

    /// <summary>Whether two boxes have a point in common.</summary>
    public static bool Meet(in GeoBounds a, in GeoBounds b) =>
        a.South <= b.North && b.South <= a.North && (East(a.West, b.West) <= Width(a) || East(b.West, a.West) <= Width(b));

    /// <summary>The smaller of the boxes that hold both.</summary>
    public static GeoBounds Join(in GeoBounds a, in GeoBounds b)
    {
        double south = Math.Min(a.South, b.South), north = Math.Max(a.North, b.North);
        var fromA = Math.Max(Width(a), East(a.West, b.West) + Width(b));
        var fromB = Math.Max(Width(b), East(b.West, a.West) + Width(a));
        var (west, width) = fromA <= fromB ? (a.West, fromA) : (b.West, fromB);
        if (width >= 360)
        {
            return new GeoBounds(south, -180, north, 180);
        }

        // The eastern edge is one of the two, taken as it is: sums would round.
        return new GeoBounds(south, west, north, East(west, a.East) >= East(west, b.East) ? a.East : b.East);
    }

    /// <summary>Degrees eastwards from one meridian to another, 0 to 360.</summary>
    public static double East(double from, double to)
    {
        var east = Degrees.Normalize(to - from);
        return east < 0 ? east + 360 : east;
    }

    private static GeoBounds Box(GeoPoint center, double north, double east)
    {
        var south = center.Latitude - north;
        north = center.Latitude + north;
        if (south <= -90 || north >= 90 || east >= 180)
        {
            return new GeoBounds(Math.Max(-90, south), -180, Math.Min(90, north), 180);
        }

        return new GeoBounds(south, Degrees.Normalize(center.Longitude - east), north, Degrees.Normalize(center.Longitude + east));
    }
}
