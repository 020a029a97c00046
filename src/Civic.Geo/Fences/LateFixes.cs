namespace Civic.Geo;

/// <summary>What becomes of fixes that do not arrive in the order of their fix times.</summary>
public enum LateFixes
{
    /// <summary>A fix older than its device's last one is dropped. The events do not depend on how the input is cut into batches.</summary>
    Drop,

    /// <summary>
    /// A batch is put in the order of fix times before it is evaluated (equal times keep their order); late fixes from an
    /// earlier batch are dropped. Here the size of a batch matters, because it says how far a fix may be moved.
    /// </summary>
    SortBatch,
}
