using FsCheck;
using FsCheck.Fluent;

namespace Civic.Geo.Geodesy;

/// <summary>Generates places all over the Earth, with more than their share of poles, equator and antimeridian.</summary>
public static class Places
{
    public static Arbitrary<GeoPoint> Place()
    {
        var latitude = Gen.Frequency(
            (8, Number(-90, 90)),
            (1, Gen.Elements(-90.0, 0.0, 90.0)),
            (1, Number(89.99, 90)));
        var longitude = Gen.Frequency(
            (8, Number(-180, 180)),
            (1, Gen.Elements(-180.0, 0.0, 180.0)),
            (1, Number(179.99, 180)));
        return latitude.SelectMany(lat => longitude.Select(lon => new GeoPoint(lat, lon))).ToArbitrary();
    }

    public static Gen<double> Number(double low, double high) =>
        Gen.Choose(0, 1_000_000_000).Select(n => low + ((high - low) * n / 1e9));
}
