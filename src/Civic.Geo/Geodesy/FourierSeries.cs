namespace Civic.Geo;

/// <summary>Six coefficients of a trigonometric series, summed by Clenshaw's rule.</summary>
internal readonly struct FourierSeries(double c1, double c2, double c3, double c4, double c5, double c6)
{
    /// <summary>Sum of c[k] sin(2 k x), k = 1 to 6.</summary>
    public double SineSum(UnitAngle x)
    {
        var turn = 2 * (x.Cos - x.Sin) * (x.Cos + x.Sin);
        var y6 = c6;
        var y5 = (turn * y6) + c5;
        var y4 = (turn * y5) - y6 + c4;
        var y3 = (turn * y4) - y5 + c3;
        var y2 = (turn * y3) - y4 + c2;
        var y1 = (turn * y2) - y3 + c1;
        return 2 * x.Sin * x.Cos * y1;
    }

    /// <summary>Sum of c[k] cos((2 k - 1) x), k = 1 to 6.</summary>
    public double OddCosineSum(UnitAngle x)
    {
        var turn = 2 * (x.Cos - x.Sin) * (x.Cos + x.Sin);
        var y6 = c6;
        var y5 = (turn * y6) + c5;
        var y4 = (turn * y5) - y6 + c4;
        var y3 = (turn * y4) - y5 + c3;
        var y2 = (turn * y3) - y4 + c2;
        var y1 = (turn * y2) - y3 + c1;
        return x.Cos * (y1 - y2);
    }
}
