namespace Civic.Geo;

/// <summary>Which cell of <see cref="CellGrid"/>: level, row from the south pole, column eastwards from the antimeridian.</summary>
internal readonly record struct CellKey(long Value)
{
    private const int ColumnBits = 18;
    private const int RowBits = 17;

    public CellKey(int level, int row, int column)
        : this(((((long)level << RowBits) | (uint)row) << ColumnBits) | (uint)column)
    {
    }

    /// <summary>No cell, of no level: what a device that was not there before it was added lay in.</summary>
    public static CellKey None => new(-1);

    public int Level => (int)(Value >> (RowBits + ColumnBits));

    public int Row => (int)(Value >> ColumnBits) & ((1 << RowBits) - 1);

    public int Column => (int)Value & ((1 << ColumnBits) - 1);

    /// <summary>A spread of the key over 64 bits; the upper ones are the good ones.</summary>
    public ulong Hash => (ulong)Value * 0x9E3779B97F4A7C15;
}
