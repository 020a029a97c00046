namespace Civic.Geo;

/// <summary>Where a geodesic crosses the antimeridian: the same place as the end of one side and the start of the other.</summary>
/// <param name="Before">At 180 or -180, on the side come from.</param>
/// <param name="After">The same latitude on the other side.</param>
internal readonly record struct Crossing(GeoPoint Before, GeoPoint After)
{
    /// <summary>Finds the crossing of an edge that does not run over a pole; none when both ends are on the same side of the sheet.</summary>
    public static Crossing? Between(GeoPoint from, GeoPoint to)
    {
        if (Math.Abs(to.Longitude - from.Longitude) <= 180)
        {
            return null;
        }

        var side = from.Longitude > 0 ? 180 : -180;
        var latitude = LatitudeAtAntimeridian(from, to);
        return new Crossing(new GeoPoint(latitude, side), new GeoPoint(latitude, -side));
    }

    /// <summary>Regula falsi with bisection on the longitude along the geodesic, to the last digit.</summary>
    private static double LatitudeAtAntimeridian(GeoPoint from, GeoPoint to)
    {
        if (Math.Abs(from.Longitude) == 180)
        {
            return from.Latitude;
        }

        if (Math.Abs(to.Longitude) == 180)
        {
            return to.Latitude;
        }

        var line = GeodesicLine.Between(from, to, out var length);
        double low = 0, high = length;
        double atLow = Degrees.Difference(180, from.Longitude, out _), atHigh = Degrees.Difference(180, to.Longitude, out _);
        var middle = from;
        for (var step = 0; step < 100; step++)
        {
            var distance = step % 4 == 3 ? (low + high) / 2 : low + ((high - low) * atLow / (atLow - atHigh));
            middle = line.At(distance).Point;
            var at = Degrees.Difference(180, middle.Longitude, out _);
            if (Math.Abs(at) < 1e-13 || high - low < 1e-9)
            {
                break;
            }

            if (at < 0 == atLow < 0)
            {
                (low, atLow) = (distance, at);
            }
            else
            {
                (high, atHigh) = (distance, at);
            }
        }

        return middle.Latitude;
    }
}
