namespace Civic.Ledger;

/// <summary>How far the opening of a book is.</summary>
/// <param name="Version">The entry that was replayed last; where the snapshot ends, at first.</param>
/// <param name="Target">The last entry the stream had when the opening began.</param>
public readonly record struct ReplayProgress(long Version, long Target)
{
    /// <summary>Entries replayed of all, 0 to 1.</summary>
    public double Fraction => Target == 0 ? 1 : Math.Min(1, (double)Version / Target);
}
