using Civic.Geo;

namespace Civic.Conformance.Geodesy;

[Trait("Kind", "geodesy")]
public sealed class GeodesyConformanceTests
{
    public static TheoryData<string> Inverse => [.. GeodesyCase.Inverse];

    public static TheoryData<string> Direct => [.. GeodesyCase.Direct];

    public static TheoryData<string> Areas => [.. GeodesyCase.Areas];

    public static TheoryData<string> Polygons => [.. GeodesyCase.Polygons];

    [CaseTheory(GeodesyCase.File)]
    [MemberData(nameof(Inverse))]
    public void Inverse_agrees(string name)
    {
        var line = GeodesyCase.Open(name);
        var found = Geodesic.Inverse(line.From, line.To);
        Agrees(line.Expected("s12"), found.Distance, line.DistanceTolerance);
        if (line.CourseTolerance is { } tolerance || double.IsNaN(found.Distance))
        {
            AgreesRoundTheClock(line.Expected("azi1"), found.InitialCourse, line.CourseTolerance ?? 0);
            AgreesRoundTheClock(line.Expected("azi2"), found.FinalCourse, line.CourseTolerance ?? 0);
        }
        else
        {
            var reached = Geodesic.Destination(line.From, found.InitialCourse, found.Distance);
            Assert.InRange(Geodesic.Distance(line.To, reached), 0, line.PlaceTolerance);
        }
    }

    [CaseTheory(GeodesyCase.File)]
    [MemberData(nameof(Direct))]
    public void Direct_agrees(string name)
    {
        var line = GeodesyCase.Open(name);
        var found = Geodesic.Direct(line.From, line.Course, line.Distance);
        var expected = line.To;
        if (line.Tolerance("deg") is { } degrees)
        {
            Agrees(line.Expected("lat2"), found.Point.Latitude, degrees);
            AgreesRoundTheClock(line.Expected("lon2"), found.Point.Longitude, degrees);
        }
        else
        {
            Assert.InRange(Geodesic.Distance(expected, found.Point), 0, line.PlaceTolerance);
        }

        AgreesRoundTheClock(line.Expected("azi2"), found.FinalCourse, line.CourseTolerance ?? 1e-9);
    }

    [CaseTheory(GeodesyCase.File)]
    [MemberData(nameof(Areas))]
    public void Area_down_to_the_equator_agrees(string name)
    {
        var line = GeodesyCase.Open(name);
        var ring = new[] { line.From, new(0, line.From.Longitude), new(0, line.To.Longitude), line.To };
        Agrees(line.Expected("S12"), Geodesic.Measure(ring).SignedArea, 0.1);
    }

    [CaseTheory(GeodesyCase.File)]
    [MemberData(nameof(Polygons))]
    public void Ring_agrees(string name)
    {
        var polygon = GeodesyCase.Open(name);
        var found = Geodesic.Measure(polygon.Ring);
        Agrees(polygon.Expected("perimeter"), found.Perimeter, polygon.Tolerance("perimeter") ?? 1e-4);
        Agrees(polygon.Expected("area"), found.SignedArea, polygon.Tolerance("area") ?? 1);
    }

    private static void Agrees(double? expected, double found, double tolerance)
    {
        if (expected is { } value && double.IsNaN(value))
        {
            Assert.Equal(double.NaN, found);
        }
        else if (expected is { } number)
        {
            Assert.InRange(found - number, -tolerance, tolerance);
        }
    }

    private static void AgreesRoundTheClock(double? expected, double found, double tolerance)
    {
        if (expected is { } angle && double.IsFinite(angle))
        {
            Agrees(0, Math.IEEERemainder(found - angle, 360), tolerance);
        }
        else
        {
            Agrees(expected, found, tolerance);
        }
    }
}
