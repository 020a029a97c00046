namespace Civic.Geo;

/// <summary>The cells of one level that meet a box, row by row.</summary>
internal readonly struct CellCover
{
    /// <summary>Degrees, a tenth of a millimetre: more than rounding can put a place on the wrong side of an edge.</summary>
    private const double Slack = 1e-9;

    private readonly int _level;
    private readonly double _west;
    private readonly double _width;

    public CellCover(in GeoBounds box, int level)
    {
        _level = level;
        FirstRow = CellGrid.RowAt(level, box.South - Slack);
        LastRow = CellGrid.RowAt(level, box.North + Slack);
        _west = box.West - Slack + 180;
        _width = box.East - box.West + (box.CrossesAntimeridian ? 360 : 0) + (2 * Slack);
    }

    public int FirstRow { get; }

    public int LastRow { get; }

    /// <summary>About how many cells there are.</summary>
    public double Estimate =>
        (LastRow - FirstRow + 1.0) * (1 + (_width / 360 * Math.Max(CellGrid.Columns(_level, FirstRow), CellGrid.Columns(_level, (FirstRow + LastRow) / 2))));

    /// <summary>First column and number of columns in a row; columns go on at 0 after the last.</summary>
    public int Columns(int row, out int count)
    {
        var all = CellGrid.Columns(_level, row);
        if (_width >= 360)
        {
            count = all;
            return 0;
        }

        var first = (int)Math.Floor(_west / 360 * all);
        count = Math.Min(all, (int)Math.Floor((_west + _width) / 360 * all) - first + 1);
        return first < 0 ? first + all : first >= all ? first - all : first;
    }
}
