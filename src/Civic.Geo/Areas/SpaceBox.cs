namespace Civic.Geo;

/// <summary>A box in space.</summary>
internal readonly record struct SpaceBox(Cartesian Low, Cartesian High)
{
    /// <summary>The box that holds nothing.</summary>
    public static SpaceBox Nothing => new(
        new Cartesian(double.PositiveInfinity, double.PositiveInfinity, double.PositiveInfinity),
        new Cartesian(double.NegativeInfinity, double.NegativeInfinity, double.NegativeInfinity));

    /// <summary>The box that holds this one and the chord.</summary>
    public SpaceBox With(in Chord chord)
    {
        var (low, high) = chord.Box();
        return new SpaceBox(
            new Cartesian(Math.Min(Low.X, low.X), Math.Min(Low.Y, low.Y), Math.Min(Low.Z, low.Z)),
            new Cartesian(Math.Max(High.X, high.X), Math.Max(High.Y, high.Y), Math.Max(High.Z, high.Z)));
    }

    /// <summary>Square of the straight distance from a point to the box, 0 inside.</summary>
    public double Square(Cartesian point)
    {
        var x = Math.Max(0, Math.Max(Low.X - point.X, point.X - High.X));
        var y = Math.Max(0, Math.Max(Low.Y - point.Y, point.Y - High.Y));
        var z = Math.Max(0, Math.Max(Low.Z - point.Z, point.Z - High.Z));
        return (x * x) + (y * y) + (z * z);
    }
}
