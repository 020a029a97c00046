namespace Civic.Geo;

/// <summary>In which order a query of <see cref="LivePositions"/> gives devices.</summary>
public enum PositionOrder
{
    /// <summary>Ascending by number: the same state gives the same answer. About 6 ns a device on top.</summary>
    ByDevice,

    /// <summary>
    /// As they are stored, cell by cell: the same history of changes gives the same answer, as long as none comes during the
    /// query. For large answers that will be sorted or looked up anyway.
    /// </summary>
    AsStored,
}
