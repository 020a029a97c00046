namespace Civic.Ledger.Splits;

/// <summary>Whether a source that gives nothing leaves a posting of 0.</summary>
public enum ZeroParts
{
    /// <summary>It leaves none.</summary>
    Dropped = 0,

    /// <summary>It leaves one.</summary>
    Posted = 1,
}
