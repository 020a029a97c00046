namespace Civic.Geo;

/// <summary>A geodesic from a place in a direction, prepared so that many points on it are cheap (Karney 2013, sections 2 and 3).</summary>
internal readonly struct GeodesicLine
{
    private readonly double _longitude;
    private readonly UnitAngle _alpha0;
    private readonly UnitAngle _sigma1;
    private readonly UnitAngle _omega1;
    private readonly UnitAngle _tau1;
    private readonly double _b11;
    private readonly double _b31;
    private readonly double _scale;
    private readonly double _a3;
    private readonly FourierSeries _c1Inverse;
    private readonly FourierSeries _c3;

    /// <param name="start">Where the line starts; NaN or a latitude beyond the pole gives a line of NaN.</param>
    /// <param name="course">Degrees clockwise from north, any size.</param>
    public GeodesicLine(GeoPoint start, double course)
        : this(start, UnitAngle.FromDegrees(Degrees.Coarsen(Degrees.Normalize(course))))
    {
    }

    private GeodesicLine(GeoPoint start, UnitAngle alpha1)
    {
        _longitude = Degrees.Normalize(start.Longitude);
        var beta1 = InverseProblem.ReducedLatitude(Degrees.Coarsen(Math.Abs(start.Latitude) > 90 ? double.NaN : start.Latitude));
        _alpha0 = new UnitAngle(alpha1.Sin * beta1.Cos, UnitAngle.Hypotenuse(alpha1.Cos, alpha1.Sin * beta1.Sin));
        _sigma1 = new UnitAngle(beta1.Sin, beta1.Sin != 0 || alpha1.Cos != 0 ? beta1.Cos * alpha1.Cos : 1);
        _omega1 = new UnitAngle(_alpha0.Sin * beta1.Sin, _sigma1.Cos);
        _sigma1 = _sigma1.Normalized();
        var epsilon = GeodesicSeries.Epsilon(_alpha0.Cos);
        _scale = Wgs84.PolarRadius * (1 + GeodesicSeries.A1Minus1(epsilon));
        _b11 = GeodesicSeries.C1(epsilon).SineSum(_sigma1);
        _tau1 = _sigma1.Plus(UnitAngle.FromRadians(_b11));
        _c1Inverse = GeodesicSeries.C1Inverse(epsilon);
        _c3 = GeodesicSeries.C3(epsilon);
        _a3 = -Wgs84.Flattening * _alpha0.Sin * GeodesicSeries.A3(epsilon);
        _b31 = _c3.SineSum(_sigma1);
    }

    /// <summary>The line from one place to another, at its start.</summary>
    public static GeodesicLine Between(GeoPoint from, GeoPoint to, out double distance)
    {
        var problem = InverseProblem.Solve(from, to);
        distance = problem.Distance;
        return new GeodesicLine(from, problem.InitialCourse.Normalized());
    }

    /// <summary>Whether the line, continued, runs over the poles to within a millimetre.</summary>
    public bool PassesPole => Math.Abs(_alpha0.Sin) * Wgs84.EquatorialRadius < 1e-3;

    /// <summary>The point that many metres along; negative goes backwards.</summary>
    public GeodesicDirect At(double distance)
    {
        var tau12 = distance / _scale;
        var sigma12 = tau12 + _c1Inverse.SineSum(_tau1.Plus(UnitAngle.FromRadians(tau12))) + _b11;
        var sigma2 = _sigma1.Plus(UnitAngle.FromRadians(sigma12));
        var beta2 = new UnitAngle(_alpha0.Cos * sigma2.Sin, UnitAngle.Hypotenuse(_alpha0.Sin, _alpha0.Cos * sigma2.Cos));
        if (beta2.Cos == 0)
        {
            beta2.Cos = sigma2.Cos = UnitAngle.Tiny;
        }

        var omega2 = new UnitAngle(_alpha0.Sin * sigma2.Sin, sigma2.Cos);
        var omega12 = Math.Atan2((omega2.Sin * _omega1.Cos) - (omega2.Cos * _omega1.Sin), (omega2.Cos * _omega1.Cos) + (omega2.Sin * _omega1.Sin));
        var lambda12 = omega12 + (_a3 * (sigma12 + (_c3.SineSum(sigma2) - _b31)));
        var longitude = Degrees.Normalize(_longitude + Degrees.Normalize(lambda12 / Degrees.ToRadians));
        var latitude = new UnitAngle(beta2.Sin, Wgs84.AxisRatio * beta2.Cos).ToDegrees();
        var course = new UnitAngle(_alpha0.Sin, _alpha0.Cos * sigma2.Cos).ToDegrees();
        return new GeodesicDirect(new GeoPoint(latitude, longitude), course);
    }
}
