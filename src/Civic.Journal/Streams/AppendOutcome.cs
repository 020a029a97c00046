namespace Civic.Journal;

/// <summary>How an append ended and where the stream stands.</summary>
/// <param name="Result">Whether the entries are stored, and if not, why.</param>
/// <param name="Version">The version of the last entry of this append when it is stored (now or before); else the version the stream is at.</param>
/// <param name="Position">The position of the last entry of this append when it is stored; else 0.</param>
public readonly record struct AppendOutcome(AppendResult Result, long Version, long Position)
{
    /// <summary>Whether the entries are stored for good, by this call or by an earlier one with the same key.</summary>
    public bool IsStored => Result is AppendResult.Appended or AppendResult.AlreadyAppended;
}
