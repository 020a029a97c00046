namespace Civic.Geo;

/// <summary>Why an export was not taken.</summary>
public enum FenceImportRefusal
{
    /// <summary>It was taken.</summary>
    None,

    /// <summary>Not written by <see cref="FenceMonitor.Export"/>.</summary>
    NotAnExport,

    /// <summary>Written in a format that this version does not read.</summary>
    UnknownFormat,

    /// <summary>Cut off or changed after it was written.</summary>
    Damaged,
}
