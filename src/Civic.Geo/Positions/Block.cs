using System.Runtime.CompilerServices;

namespace Civic.Geo;

/// <summary>A row of values in place.</summary>
[InlineArray(Block.Size)]
internal struct Lane<T>
{
    private T _first;
}

/// <summary>Up to sixteen devices of one cell, each property in a row of its own so that eight are compared at once. 392 bytes.</summary>
internal struct Block
{
    public const int Size = 16;

    /// <summary>The bits of all lanes.</summary>
    public const uint AllLanes = (uint)((1UL << Size) - 1);

    /// <summary>Index of the cell that the block belongs to; 0 while it is free.</summary>
    public int Cell;

    public Lane<ulong> Device;

    /// <summary>Distance from the middle of the cell, in 2^-32 of its height.</summary>
    public Lane<int> Latitude;

    /// <summary>Distance from the middle of the cell, in 2^-32 of its width.</summary>
    public Lane<int> Longitude;

    /// <summary>See <see cref="FixStamp"/>.</summary>
    public Lane<ulong> Stamp;
}
