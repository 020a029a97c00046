namespace Civic.Geo;

/// <content>The starting azimuth: great circle, or the astroid of the near-antipodal case (section 5).</content>
internal ref partial struct InverseProblem
{
    /// <summary>Below this arc the spherical solution on the sphere of local radius is exact to rounding.</summary>
    private static readonly double ShortArc =
        0.1 * RootTolerance / Math.Sqrt(Math.Max(0.001, Wgs84.Flattening) * (1 - (Wgs84.Flattening / 2)) / 2);

    /// <summary>Chooses a first azimuth; answers straight away for short lines.</summary>
    private bool TryShort()
    {
        var sin12 = (_beta2.Sin * _beta1.Cos) - (_beta2.Cos * _beta1.Sin);
        var cos12 = (_beta2.Cos * _beta1.Cos) + (_beta2.Sin * _beta1.Sin);
        var sinSum = (_beta2.Sin * _beta1.Cos) + (_beta2.Cos * _beta1.Sin);
        var near = cos12 >= 0 && sin12 < 0.5 && _beta2.Cos * _lambda12 < 0.5;
        var omega = _lambda;
        double meanRoot = 1;
        if (near)
        {
            meanRoot = MeanRoot();
            _omega12 = _lambda12 / (Wgs84.AxisRatio * meanRoot);
            omega = UnitAngle.FromRadians(_omega12);
        }

        var bend = _beta2.Cos * _beta1.Sin * omega.Sin * omega.Sin;
        _alpha1 = new UnitAngle(_beta2.Cos * omega.Sin, omega.Cos >= 0 ? sin12 + (bend / (1 + omega.Cos)) : sinSum - (bend / (1 - omega.Cos)));
        var sinSigma = UnitAngle.Hypotenuse(_alpha1.Sin, _alpha1.Cos);
        var cosSigma = (_beta1.Sin * _beta2.Sin) + (_beta1.Cos * _beta2.Cos * omega.Cos);
        if (near && sinSigma < ShortArc)
        {
            var back = omega.Cos >= 0 ? omega.Sin * omega.Sin / (1 + omega.Cos) : 1 - omega.Cos;
            _alpha2 = new UnitAngle(_beta1.Cos * omega.Sin, sin12 - (_beta1.Cos * _beta2.Sin * back)).Normalized();
            _distance = Math.Atan2(sinSigma, cosSigma) * Wgs84.PolarRadius * meanRoot;
            _alpha1 = Unit(_alpha1);
            return true;
        }

        if (cosSigma < 0 && sinSigma < 6 * Wgs84.ThirdFlattening * Math.PI * _beta1.Cos * _beta1.Cos)
        {
            StartNearAntipode(sinSum);
        }

        _alpha1 = Unit(_alpha1);
        return false;
    }

    private static UnitAngle Unit(UnitAngle alpha) => alpha.Sin <= 0 ? new UnitAngle(1, 0) : alpha.Normalized();

    /// <summary>Root of 1 + e'² sin² at the middle latitude: the scale of the local sphere.</summary>
    private readonly double MeanRoot()
    {
        var sum = _beta1.Sin + _beta2.Sin;
        var sin2 = sum * sum;
        var cos = _beta1.Cos + _beta2.Cos;
        return Math.Sqrt(1 + (Wgs84.SecondEccentricity2 * (sin2 / (sin2 + (cos * cos)))));
    }

    /// <summary>Near the antipode the geodesics touch an astroid; its quartic gives the azimuth (equations 51 to 57).</summary>
    private void StartNearAntipode(double sinSum)
    {
        const double Strip = 200 * Tolerance;
        var rest = Math.Atan2(-_lambda.Sin, -_lambda.Cos);
        var scale = Wgs84.Flattening * _beta1.Cos * GeodesicSeries.A3(GeodesicSeries.Epsilon(_beta1.Sin)) * Math.PI;
        var x = rest / scale;
        var y = sinSum / (scale * _beta1.Cos);
        if (y > -Strip && x > -1 - (1000 * RootTolerance))
        {
            var sin = Math.Min(1, -x);
            _alpha1 = new UnitAngle(sin, -Math.Sqrt(1 - (sin * sin)));
            return;
        }

        var k = Astroid(x, y);
        var (sinOmega, cosine) = Math.SinCos(scale * (-x * k / (1 + k)));
        _alpha1 = new UnitAngle(_beta2.Cos * sinOmega, sinSum - (_beta2.Cos * _beta1.Sin * sinOmega * sinOmega / (1 + cosine)));
    }

    /// <summary>The positive root k of k⁴ + 2k³ - (x² + y² - 1)k² - 2y²k - y² = 0 (equation 55).</summary>
    private static double Astroid(double x, double y)
    {
        double p = x * x, q = y * y, r = (p + q - 1) / 6;
        if (q == 0 && r <= 0)
        {
            return 0;
        }

        double s = p * q / 4, r2 = r * r, r3 = r * r2, discriminant = s * (s + (2 * r3)), u = r;
        if (discriminant >= 0)
        {
            var cube = s + r3;
            cube += cube < 0 ? -Math.Sqrt(discriminant) : Math.Sqrt(discriminant);
            var t = Math.Cbrt(cube);
            u += t + (t != 0 ? r2 / t : 0);
        }
        else
        {
            u += 2 * r * Math.Cos(Math.Atan2(Math.Sqrt(-discriminant), -(s + r3)) / 3);
        }

        var v = Math.Sqrt((u * u) + q);
        var uv = u < 0 ? q / (v - u) : u + v;
        var w = (uv - q) / (2 * v);
        return uv / (Math.Sqrt(uv + (w * w)) + w);
    }
}
