namespace Civic.Geo;

/// <content>The area between the geodesic and the equator (section 6).</content>
internal ref partial struct InverseProblem
{
    /// <summary>Square metres between the line and the equator, positive when the line runs east in the north.</summary>
    public readonly double AreaToEquator()
    {
        var area = EllipsoidalPart() + (Wgs84.AuthalicRadius2 * SphericalExcess());
        return area * ((_swapped ? -1 : 1) * _eastSign * _northSign);
    }

    private readonly double EllipsoidalPart()
    {
        var alpha0 = new UnitAngle(_alpha1.Sin * _beta1.Cos, UnitAngle.Hypotenuse(_alpha1.Cos, _alpha1.Sin * _beta1.Sin));
        if (alpha0.Sin == 0 || alpha0.Cos == 0)
        {
            return 0;
        }

        var sigma1 = new UnitAngle(_beta1.Sin, _alpha1.Cos * _beta1.Cos).Normalized();
        var sigma2 = new UnitAngle(_beta2.Sin, _alpha2.Cos * _beta2.Cos).Normalized();
        var c4 = GeodesicSeries.C4(GeodesicSeries.Epsilon(alpha0.Cos));
        const double Scale = Wgs84.EquatorialRadius * Wgs84.EquatorialRadius * Wgs84.Eccentricity2;
        return Scale * alpha0.Cos * alpha0.Sin * (c4.OddCosineSum(sigma2) - c4.OddCosineSum(sigma1));
    }

    /// <summary>Difference of the azimuths, by the formula that keeps its digits for short lines.</summary>
    private readonly double SphericalExcess()
    {
        if (!_meridional)
        {
            var omega = UnitAngle.FromRadians(_omega12);
            if (omega.Cos > -0.7071 && _beta2.Sin - _beta1.Sin < 1.75)
            {
                double near1 = 1 + _beta1.Cos, near2 = 1 + _beta2.Cos;
                return 2 * Math.Atan2(
                    omega.Sin * ((_beta1.Sin * near2) + (_beta2.Sin * near1)),
                    (1 + omega.Cos) * ((_beta1.Sin * _beta2.Sin) + (near1 * near2)));
            }
        }

        var sin = (_alpha2.Sin * _alpha1.Cos) - (_alpha2.Cos * _alpha1.Sin);
        var cos = (_alpha2.Cos * _alpha1.Cos) + (_alpha2.Sin * _alpha1.Sin);
        if (sin == 0 && cos < 0)
        {
            sin = UnitAngle.Tiny * _alpha1.Cos;
            cos = -1;
        }

        return Math.Atan2(sin, cos);
    }
}
