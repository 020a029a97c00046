namespace Civic.Geo;

/// <summary>Places as two 32-bit numbers, so that the cell of a place at any level is its leading bits. One step is at most 1 cm.</summary>
internal static class Grid32
{
    public const double RadiansARow = Math.PI / Steps;
    public const double RadiansAColumn = 2 * Math.PI / Steps;

    private const double Steps = 4294967296.0;

    public static uint Row(double latitude) => Clamp((latitude + 90) * (Steps / 180));

    public static uint Column(double longitude) => Clamp((longitude + 180) * (Steps / 360));

    /// <summary>The box of a cell given by its first row and column.</summary>
    /// <param name="row">First row.</param>
    /// <param name="column">First column.</param>
    /// <param name="bits">Number of trailing bits that are free within the cell, 0 to 32.</param>
    public static GeoBounds Bounds(uint row, uint column, int bits)
    {
        var size = Math.ScaleB(1.0, bits);
        return new GeoBounds(
            (row * (180 / Steps)) - 90,
            (column * (360 / Steps)) - 180,
            ((row + size) * (180 / Steps)) - 90,
            ((column + size) * (360 / Steps)) - 180);
    }

    private static uint Clamp(double steps) => steps >= Steps ? uint.MaxValue : (uint)Math.Max(steps, 0);
}
