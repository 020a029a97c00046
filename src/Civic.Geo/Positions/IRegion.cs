namespace Civic.Geo;

/// <summary>What a query looks for on one level of the grid. Implemented by structs, so that the scan is compiled for each.</summary>
internal interface IRegion
{
    /// <summary>A box that holds every position that can be selected.</summary>
    GeoBounds Bounds { get; }

    /// <summary>How the positions in a cell lie to the region, and makes ready to <see cref="Match"/> them.</summary>
    AreaRelation Enter(CellKey key);

    /// <summary>The lanes among <paramref name="present"/> whose positions are selected; of the cell entered last.</summary>
    uint Match(ref readonly Block block, uint present);
}
