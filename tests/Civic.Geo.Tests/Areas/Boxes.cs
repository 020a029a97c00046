using Civic.Geo.Geodesy;
using FsCheck;
using FsCheck.Fluent;

namespace Civic.Geo.Areas;

/// <summary>Generates boxes from metres to continents, near and far from where trips start.</summary>
public static class Boxes
{
    public static Arbitrary<Trip> Trip() => Trips.Trip();

    public static Arbitrary<GeoPoint> Place() => Places.Place();

    public static Arbitrary<GeoBounds> Box()
    {
        var size = Places.Number(-4, 2).Select(static power => Math.Pow(10, power));
        return (from place in Places.Place().Generator
                from height in size
                from width in size
                let east = place.Longitude + width
                select new GeoBounds(place.Latitude, place.Longitude, Math.Min(90, place.Latitude + height), east > 180 ? east - 360 : east)).ToArbitrary();
    }
}
