using Civic.Geo.Geodesy;
using FsCheck;
using FsCheck.Fluent;

namespace Civic.Geo.Areas;

/// <summary>A star-shaped ring around a place, from metres to hundreds of kilometres.</summary>
public sealed record Star(GeoPoint Center, double Size, double[] Arms, bool Clockwise)
{
    public GeoPoint[] Ring => [.. Arms.Select((arm, i) => Geodesic.Destination(Center, (Clockwise ? 360.0 : -360.0) * i / Arms.Length, arm * Size))];

    public GeoPoint[] Scaled(double factor) => (this with { Size = Size * factor }).Ring;

    public override string ToString() => $"{Center} {Size} {Clockwise} [{string.Join(", ", Arms)}]";
}

public static class Stars
{
    public static Arbitrary<Star> Star() =>
        (from center in Places.Place().Generator
         from power in Places.Number(1, 5.7)
         from count in Gen.Choose(5, 40)
         from arms in Places.Number(0.4, 1).ArrayOf(count)
         from clockwise in Gen.Elements(true, false)
         select new Star(center, Math.Pow(10, power), arms, clockwise)).ToArbitrary();

    public static Arbitrary<Trip> Trip() => Trips.Trip();

    public static Arbitrary<GeoPoint> Place() => Places.Place();

    public static Arbitrary<GeoBounds> Box() => Boxes.Box();
}
