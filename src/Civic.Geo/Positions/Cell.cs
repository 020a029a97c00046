using System.Runtime.CompilerServices;

namespace Civic.Geo;

/// <summary>The blocks of a cell, as far as they fit into its record.</summary>
[InlineArray(Cell.BlocksInRecord)]
internal struct CellBlocks
{
    private int _first;
}

/// <summary>
/// A cell that has or had devices in it, in 64 bytes. All its blocks are full but the last. When the record is full, its
/// blocks move to a record of their own, chained behind it, and it begins anew.
/// </summary>
internal struct Cell
{
    public const int BlocksInRecord = 10;

    /// <summary>Devices in the blocks of one record.</summary>
    public const int RecordSize = BlocksInRecord * Block.Size;

    /// <summary>
    /// Odd while the writer changes the cell beside a query. Even: twice the number of changes that had been logged when it
    /// was last changed beside a query, so that a query sees whether that was after its own beginning.
    /// </summary>
    public long Version;

    /// <summary>None for a record that only carries blocks for another.</summary>
    public CellKey Key;

    /// <summary>Devices in the cell, chained records included.</summary>
    public int Count;

    /// <summary>The record with the blocks that were filled before these; 0 at the end.</summary>
    public int Next;

    public CellBlocks Blocks;

    /// <summary>How many of some devices are in the last, perhaps partly filled part of a size; all of it when it is full.</summary>
    public static int Rest(int count, int size) => count == 0 ? 0 : ((count - 1) % size) + 1;
}
