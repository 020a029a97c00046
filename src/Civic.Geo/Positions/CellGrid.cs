namespace Civic.Geo;

/// <summary>
/// Cuts the Earth into cells of about 244 m (level 0), 3.9 km, 62 km and 1,000 km (level 3). A device lies on the level
/// whose cells are about as large as its accuracy circle, so that a query for everybody who may be inside need not look
/// far around for the sake of one bad fix.
/// </summary>
/// <remarks>
/// Rows are parallels at equal steps. Bands of rows share a number of columns that keeps cells about as wide as high up to
/// the poles. Within its cell a place is kept as two 32-bit fractions: to within 30 nm on level 0 and three billionths of the
/// accuracy radius on the others. Latitude 90 has a row of its own; longitude 180 is stored as -180.
/// </remarks>
internal static class CellGrid
{
    public const int Levels = 4;

    private const int FinestRows = 81_920;
    private const double Fractions = 4294967296;

    /// <summary>Rows of a band, as a power of two, for each level.</summary>
    private static readonly int[] BandShift = [6, 2, 0, 0];

    private static readonly int[][] ColumnsOfBand = [.. Enumerable.Range(0, Levels).Select(CountColumns)];

    private static readonly double[][] HalfDiagonalOfBand = [.. Enumerable.Range(0, Levels).Select(MeasureCells)];

    /// <summary>Largest accuracy radius in metres on a level.</summary>
    public static double Reach(int level) => level switch { 0 => 256, 1 => 4096, 2 => 65_536, _ => Wgs84.GreatestDistance };

    public static int LevelOf(double accuracy) => accuracy <= 256 ? 0 : accuracy <= 4096 ? 1 : accuracy <= 65_536 ? 2 : 3;

    public static int Rows(int level) => FinestRows >> (4 * level);

    public static int Columns(int level, int row) => ColumnsOfBand[level][row >> BandShift[level]];

    /// <summary>No place of a cell in the row is further from the cell's middle, in metres.</summary>
    public static double HalfDiagonal(int level, int row) => HalfDiagonalOfBand[level][row >> BandShift[level]];

    /// <summary>Metres that no cell of a level is wider or higher than.</summary>
    public static double Size(int level) => 260 << (4 * level);

    /// <summary>Degrees of latitude of a row.</summary>
    public static double RowHeight(int level) => 180.0 / Rows(level);

    public static int RowAt(int level, double latitude) => Math.Clamp((int)((latitude + 90) / RowHeight(level)), 0, Rows(level));

    /// <summary>Finds the cell of a valid point and the fractions within, as signed distances from the cell's middle.</summary>
    public static CellKey Encode(GeoPoint point, int level, out int latitude, out int longitude)
    {
        var y = (long)(((point.Latitude + 90) * (Rows(level) * (Fractions / 180))) + 0.5);
        var row = (int)(y >> 32);
        var columns = Columns(level, row);
        var x = (long)(((point.Longitude + 180) * (columns * (Fractions / 360))) + 0.5);
        var column = (int)(x >> 32);
        latitude = (int)y ^ int.MinValue;
        longitude = (int)x ^ int.MinValue;
        return new CellKey(level, row, column == columns ? 0 : column);
    }

    /// <summary>The place that <see cref="Encode"/> kept.</summary>
    public static GeoPoint Decode(CellKey key, int latitude, int longitude)
    {
        var y = ((long)key.Row << 32) | (uint)(latitude ^ int.MinValue);
        var x = ((long)key.Column << 32) | (uint)(longitude ^ int.MinValue);
        return new GeoPoint(
            (y / (Rows(key.Level) * (Fractions / 180))) - 90,
            (x / (Columns(key.Level, key.Row) * (Fractions / 360))) - 180);
    }

    /// <summary>The cell's edges; the row of the north pole has no height.</summary>
    public static GeoBounds Bounds(CellKey key)
    {
        var height = RowHeight(key.Level);
        var width = 360.0 / Columns(key.Level, key.Row);
        var south = (key.Row * height) - 90;
        return new GeoBounds(south, (key.Column * width) - 180, Math.Min(90, south + height), ((key.Column + 1) * width) - 180);
    }

    private static int[] CountColumns(int level)
    {
        var counts = new int[(Rows(level) >> BandShift[level]) + 1];
        for (var band = 0; band < counts.Length; band++)
        {
            counts[band] = Math.Max(1, (int)Math.Ceiling(2 * Rows(level) * WidestParallel(level, band)));
        }

        return counts;
    }

    private static double[] MeasureCells(int level)
    {
        var halves = new double[ColumnsOfBand[level].Length];
        for (var band = 0; band < halves.Length; band++)
        {
            var width = 2 * Math.PI / ColumnsOfBand[level][band] * WidestParallel(level, band);
            halves[band] = GlobeBounds.HalfDiagonal(RowHeight(level) * Degrees.ToRadians, width);
        }

        return halves;
    }

    /// <summary>Cosine of the latitude of a band's edge towards the equator.</summary>
    private static double WidestParallel(int level, int band)
    {
        var south = ((band << BandShift[level]) * RowHeight(level)) - 90;
        var north = (((band + 1) << BandShift[level]) * RowHeight(level)) - 90;
        return Math.Cos((south >= 0 ? south : Math.Min(0, north)) * Degrees.ToRadians);
    }
}
