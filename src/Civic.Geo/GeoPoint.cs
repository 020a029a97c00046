namespace Civic.Geo;

/// <summary>A place on the WGS 84 ellipsoid, latitude first.</summary>
/// <remarks>
/// Plain data: any pair of numbers can be held, <see cref="IsValid"/> tells whether it is a place. Whatever takes a
/// point says what it does with an invalid one. The default value is the valid place 0°, 0°.
/// </remarks>
/// <param name="Latitude">Degrees north of the equator, -90 to 90.</param>
/// <param name="Longitude">Degrees east of Greenwich, -180 to 180; 180 and -180 are the same meridian.</param>
public readonly record struct GeoPoint(double Latitude, double Longitude)
{
    /// <summary>Whether both numbers are finite, latitude within ±90° and longitude within ±180°.</summary>
    public bool IsValid => Math.Abs(Latitude) <= 90 && Math.Abs(Longitude) <= 180;

    /// <summary>Refuses anything that is not a place, for boundaries where that is misuse.</summary>
    /// <exception cref="ArgumentException">The point is not valid.</exception>
    internal static void ThrowIfInvalid(GeoPoint point, string parameter)
    {
        if (!point.IsValid)
        {
            throw new ArgumentException($"{point.Latitude}, {point.Longitude} is not a place: latitude is -90 to 90 and longitude -180 to 180 degrees.", parameter);
        }
    }
}
