namespace Civic.Geo;

/// <summary>Arithmetic on angles in degrees that loses no digits.</summary>
internal static class Degrees
{
    public const double ToRadians = Math.PI / 180;

    /// <summary>The same direction within ±180; ±180 keeps the sign it came with. NaN and infinity give NaN.</summary>
    public static double Normalize(double degrees)
    {
        if (Math.Abs(degrees) <= 180)
        {
            return degrees;
        }

        var rest = Math.IEEERemainder(degrees, 360);
        return Math.Abs(rest) == 180 ? Math.CopySign(180, degrees) : rest;
    }

    /// <summary>Degrees from <paramref name="from"/> to <paramref name="to"/> within ±180, with what rounding left over in <paramref name="error"/>.</summary>
    public static double Difference(double from, double to, out double error)
    {
        var difference = Sum(-Normalize(from), Normalize(to), out error);
        difference = Sum(Normalize(difference), error, out error);
        if (difference == 0 || Math.Abs(difference) == 180)
        {
            difference = Math.CopySign(difference, error == 0 ? to - from : -error);
        }

        return difference;
    }

    /// <summary>Rounds an angle near 0 to a multiple of 2^-57 degrees, far below a nanometre, so that products with it do not underflow.</summary>
    public static double Coarsen(double degrees)
    {
        const double Limit = 1.0 / 16;
        var size = Math.Abs(degrees);
        if (size < Limit)
        {
            size = Limit - (Limit - size);
        }

        return Math.CopySign(size, degrees);
    }

    /// <summary>The exact sum of two numbers as the rounded sum and its error (Knuth).</summary>
    public static double Sum(double a, double b, out double error)
    {
        var sum = a + b;
        var ofB = sum - a;
        error = (a - (sum - ofB)) + (b - ofB);
        return sum;
    }
}
