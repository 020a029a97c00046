namespace Civic.Geo;

/// <summary>A box between two parallels and two meridians; it may cross the antimeridian.</summary>
/// <param name="South">Southern edge, degrees, -90 to 90.</param>
/// <param name="West">Western edge, degrees, -180 to 180.</param>
/// <param name="North">Northern edge, degrees, at least <paramref name="South"/>.</param>
/// <param name="East">Eastern edge, degrees, -180 to 180; less than <paramref name="West"/> when the box crosses the antimeridian.</param>
public readonly record struct GeoBounds(double South, double West, double North, double East)
{
    /// <summary>The whole Earth.</summary>
    public static GeoBounds World => new(-90, -180, 90, 180);

    /// <summary>Whether the box runs over the meridian of 180°.</summary>
    public bool CrossesAntimeridian => East < West;

    /// <summary>Whether <paramref name="point"/> lies in the box, edges included.</summary>
    public bool Contains(GeoPoint point) =>
        point.Latitude >= South && point.Latitude <= North &&
        (CrossesAntimeridian ? point.Longitude >= West || point.Longitude <= East : point.Longitude >= West && point.Longitude <= East);
}
