namespace Civic.Geo;

/// <content>Newton's method on the azimuth, with bisection to fall back on (section 4).</content>
internal ref partial struct InverseProblem
{
    private const int NewtonSteps = 20;
    private const int AllSteps = NewtonSteps + 63;

    private void Iterate()
    {
        var low = new UnitAngle(UnitAngle.Tiny, 1);
        var high = new UnitAngle(UnitAngle.Tiny, -1);
        var nearlyDone = false;
        var bisected = false;
        for (var step = 0; ; step++)
        {
            var miss = LongitudeMiss(out var slope);
            if (bisected || !(Math.Abs(miss) >= (nearlyDone ? 8 : 1) * Tolerance) || step == AllSteps)
            {
                return;
            }

            Bracket(miss, step, ref low, ref high);
            if (step < NewtonSteps && slope > 0 && TryNewton(-miss / slope))
            {
                nearlyDone = Math.Abs(miss) <= 16 * Tolerance;
                continue;
            }

            _alpha1 = new UnitAngle((low.Sin + high.Sin) / 2, (low.Cos + high.Cos) / 2).Normalized();
            nearlyDone = false;
            bisected = Math.Abs(low.Sin - _alpha1.Sin) + (low.Cos - _alpha1.Cos) < Tolerance
                || Math.Abs(_alpha1.Sin - high.Sin) + (_alpha1.Cos - high.Cos) < Tolerance;
        }
    }

    private readonly void Bracket(double miss, int step, ref UnitAngle low, ref UnitAngle high)
    {
        var cotangent = _alpha1.Cos / _alpha1.Sin;
        if (miss > 0 && (step > NewtonSteps || cotangent > high.Cos / high.Sin))
        {
            high = _alpha1;
        }
        else if (miss < 0 && (step > NewtonSteps || cotangent < low.Cos / low.Sin))
        {
            low = _alpha1;
        }
    }

    private bool TryNewton(double turn)
    {
        if (!(Math.Abs(turn) < Math.PI))
        {
            return false;
        }

        var next = _alpha1.Plus(UnitAngle.FromRadians(turn));
        if (!(next.Sin > 0))
        {
            return false;
        }

        _alpha1 = next.Normalized();
        return true;
    }

    /// <summary>
    /// Follows the azimuth to the latitude of point 2; returns radians by which its longitude is missed, and leaves everything about the line in the fields.
    /// </summary>
    private double LongitudeMiss(out double slope)
    {
        if (_beta1.Sin == 0 && _alpha1.Cos == 0)
        {
            _alpha1.Cos = -UnitAngle.Tiny;
        }

        var alpha0 = new UnitAngle(_alpha1.Sin * _beta1.Cos, UnitAngle.Hypotenuse(_alpha1.Cos, _alpha1.Sin * _beta1.Sin));
        _sigma1 = new UnitAngle(_beta1.Sin, _alpha1.Cos * _beta1.Cos);
        var omega1 = new UnitAngle(alpha0.Sin * _beta1.Sin, _sigma1.Cos);
        _sigma1 = _sigma1.Normalized();

        _alpha2 = new UnitAngle(_beta2.Cos != _beta1.Cos ? alpha0.Sin / _beta2.Cos : _alpha1.Sin, FinalCosine());
        _sigma2 = new UnitAngle(_beta2.Sin, _alpha2.Cos * _beta2.Cos);
        var omega2 = new UnitAngle(alpha0.Sin * _beta2.Sin, _sigma2.Cos);
        _sigma2 = _sigma2.Normalized();

        var sigma12 = _sigma2.RadiansFrom(_sigma1);
        var sinOmega = Math.Max(0, (omega1.Cos * omega2.Sin) - (omega1.Sin * omega2.Cos));
        var cosOmega = (omega1.Cos * omega2.Cos) + (omega1.Sin * omega2.Sin);
        var eta = Math.Atan2((sinOmega * _lambda.Cos) - (cosOmega * _lambda.Sin), (cosOmega * _lambda.Cos) + (sinOmega * _lambda.Sin));

        var epsilon = GeodesicSeries.Epsilon(alpha0.Cos);
        var c3 = GeodesicSeries.C3(epsilon);
        var excess = -Wgs84.Flattening * GeodesicSeries.A3(epsilon) * alpha0.Sin * (sigma12 + (c3.SineSum(_sigma2) - c3.SineSum(_sigma1)));
        _omega12 = Math.Atan2(sinOmega, cosOmega);

        var (length, reduced) = Lengths(epsilon, sigma12);
        _distance = length * Wgs84.PolarRadius;
        slope = _alpha2.Cos == 0
            ? -2 * Wgs84.AxisRatio * _root1 / _beta1.Sin
            : reduced * Wgs84.AxisRatio / (_alpha2.Cos * _beta2.Cos);
        return eta + excess;
    }

    /// <summary>Cosine of the azimuth at point 2 by Clairaut's relation, in the form that keeps its digits.</summary>
    private readonly double FinalCosine()
    {
        if (_beta2.Cos == _beta1.Cos && Math.Abs(_beta2.Sin) == -_beta1.Sin)
        {
            return Math.Abs(_alpha1.Cos);
        }

        var along = _alpha1.Cos * _beta1.Cos;
        var gain = _beta1.Cos < -_beta1.Sin
            ? (_beta2.Cos - _beta1.Cos) * (_beta1.Cos + _beta2.Cos)
            : (_beta1.Sin - _beta2.Sin) * (_beta1.Sin + _beta2.Sin);
        return Math.Sqrt((along * along) + gain) / _beta2.Cos;
    }
}
