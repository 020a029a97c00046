namespace Civic.Geo;

/// <summary>
/// The geodesic inverse problem in canonical form: point 1 in the south, not nearer to the equator than point 2, and point 2 to the east.
/// C. F. F. Karney, "Algorithms for geodesics", Journal of Geodesy 87 (2013), sections 4 and 6.
/// </summary>
internal ref partial struct InverseProblem
{
    private const double Tolerance = 2.220446049250313e-16;
    private const double RootTolerance = 1.4901161193847656e-08;

    private UnitAngle _beta1;
    private UnitAngle _beta2;
    private UnitAngle _lambda;
    private UnitAngle _alpha1;
    private UnitAngle _alpha2;
    private UnitAngle _sigma1;
    private UnitAngle _sigma2;
    private double _root1;
    private double _root2;
    private double _lambda12;
    private double _supplement;
    private double _omega12;
    private double _distance;
    private bool _meridional;
    private bool _swapped;
    private int _eastSign;
    private int _northSign;

    /// <summary>Metres between the points.</summary>
    public readonly double Distance => _distance;

    /// <summary>Azimuth at the first point as given.</summary>
    public readonly UnitAngle InitialCourse => Restore(_swapped ? _alpha2 : _alpha1);

    /// <summary>Forward azimuth at the second point as given.</summary>
    public readonly UnitAngle FinalCourse => Restore(_swapped ? _alpha1 : _alpha2);

    /// <summary>Solves the problem; points that are none give NaN. Longitudes of any size are reduced.</summary>
    public static InverseProblem Solve(GeoPoint from, GeoPoint to)
    {
        var problem = default(InverseProblem);
        problem.Canonicalize(from, to);
        if (double.IsNaN(problem._lambda12 + problem._beta1.Sin + problem._beta2.Sin))
        {
            problem._distance = double.NaN;
            problem._alpha1 = problem._alpha2 = new UnitAngle(double.NaN, double.NaN);
        }
        else if (!problem.TryMeridian() && !problem.TryEquator() && !problem.TryShort())
        {
            problem.Iterate();
        }

        return problem;
    }

    private readonly UnitAngle Restore(UnitAngle alpha)
    {
        var turn = _swapped ? -1 : 1;
        return new UnitAngle(alpha.Sin * (turn * _eastSign), alpha.Cos * (turn * _northSign));
    }

    private void Canonicalize(GeoPoint from, GeoPoint to)
    {
        var difference = Degrees.Difference(from.Longitude, to.Longitude, out var error);
        _eastSign = double.IsNegative(difference) ? -1 : 1;
        difference *= _eastSign;
        error *= _eastSign;
        _lambda12 = difference * Degrees.ToRadians;
        _lambda = UnitAngle.FromDegrees(difference, error);
        _supplement = (180 - difference) - error;

        var latitude1 = Degrees.Coarsen(Math.Abs(from.Latitude) > 90 ? double.NaN : from.Latitude);
        var latitude2 = Degrees.Coarsen(Math.Abs(to.Latitude) > 90 ? double.NaN : to.Latitude);
        _swapped = Math.Abs(latitude1) < Math.Abs(latitude2);
        if (_swapped)
        {
            _eastSign = -_eastSign;
            (latitude1, latitude2) = (latitude2, latitude1);
        }

        _northSign = double.IsNegative(latitude1) ? 1 : -1;
        _beta1 = ReducedLatitude(latitude1 * _northSign);
        _beta2 = ReducedLatitude(latitude2 * _northSign);
        MatchLatitudes();
        _root1 = Math.Sqrt(1 + (Wgs84.SecondEccentricity2 * _beta1.Sin * _beta1.Sin));
        _root2 = Math.Sqrt(1 + (Wgs84.SecondEccentricity2 * _beta2.Sin * _beta2.Sin));
        _meridional = latitude1 * _northSign == -90 || _lambda.Sin == 0;
    }

    /// <summary>Reduced latitude (on the auxiliary sphere) of a geographic one; never quite at the pole.</summary>
    internal static UnitAngle ReducedLatitude(double latitude)
    {
        var angle = UnitAngle.FromDegrees(latitude);
        angle = new UnitAngle(angle.Sin * Wgs84.AxisRatio, angle.Cos).Normalized();
        return angle with { Cos = Math.Max(UnitAngle.Tiny, angle.Cos) };
    }

    /// <summary>Makes latitudes that are equal but for the sign equal in every digit, since the formulas ask for it.</summary>
    private void MatchLatitudes()
    {
        if (_beta1.Cos < -_beta1.Sin)
        {
            if (_beta2.Cos == _beta1.Cos)
            {
                _beta2.Sin = Math.CopySign(_beta1.Sin, _beta2.Sin);
            }
        }
        else if (Math.Abs(_beta2.Sin) == -_beta1.Sin)
        {
            _beta2.Cos = _beta1.Cos;
        }
    }

    /// <summary>Both points on one meridian: a straight answer, unless the meridian is not the shortest way.</summary>
    private bool TryMeridian()
    {
        if (!_meridional)
        {
            return false;
        }

        _alpha1 = new UnitAngle(_lambda.Sin, _lambda.Cos);
        _alpha2 = new UnitAngle(0, 1);
        _sigma1 = new UnitAngle(_beta1.Sin, _alpha1.Cos * _beta1.Cos);
        _sigma2 = new UnitAngle(_beta2.Sin, _alpha2.Cos * _beta2.Cos);
        var sigma12 = _sigma2.RadiansFrom(_sigma1);
        var (length, reduced) = Lengths(Wgs84.ThirdFlattening, sigma12);
        if (sigma12 >= RootTolerance && reduced < 0)
        {
            _meridional = false;
            return false;
        }

        var coincident = sigma12 < 3 * UnitAngle.Tiny || (sigma12 < Tolerance && (length < 0 || reduced < 0));
        _distance = coincident ? 0 : length * Wgs84.PolarRadius;
        return true;
    }

    /// <summary>Both points on the equator and not so far apart that leaving it is shorter.</summary>
    private bool TryEquator()
    {
        if (_beta1.Sin != 0 || _supplement < Wgs84.Flattening * 180)
        {
            return false;
        }

        _alpha1 = _alpha2 = new UnitAngle(1, 0);
        _omega12 = _lambda12 / Wgs84.AxisRatio;
        _distance = Wgs84.EquatorialRadius * _lambda12;
        return true;
    }

    /// <summary>Length and reduced length between the sigmas, in units of the polar radius (equations 7 and 38 to 40).</summary>
    private readonly (double Length, double Reduced) Lengths(double epsilon, double sigma12)
    {
        var a1 = GeodesicSeries.A1Minus1(epsilon);
        var a2 = GeodesicSeries.A2Minus1(epsilon);
        var c1 = GeodesicSeries.C1(epsilon);
        var c2 = GeodesicSeries.C2(epsilon);
        var b1 = c1.SineSum(_sigma2) - c1.SineSum(_sigma1);
        var b2 = c2.SineSum(_sigma2) - c2.SineSum(_sigma1);
        var j12 = ((a1 - a2) * sigma12) + (((1 + a1) * b1) - ((1 + a2) * b2));
        var reduced = (_root2 * (_sigma1.Cos * _sigma2.Sin)) - (_root1 * (_sigma1.Sin * _sigma2.Cos)) - (_sigma1.Cos * _sigma2.Cos * j12);
        return ((1 + a1) * (sigma12 + b1), reduced);
    }
}
