namespace Civic.Journal;

/// <summary>What a verification found.</summary>
/// <param name="Fault">The first thing that is wrong, or <see cref="VerificationFault.None"/>.</param>
/// <param name="Position">
/// The first position that is not proved: where the fault is, one after the last entry for a fault at the end, 0 for one in the first line or when there
/// is none. For <see cref="VerificationFault.PastRewritten"/> the last position that the earlier head covers: what was changed is there or before.
/// </param>
/// <param name="Message">What is wrong, in words; never a payload.</param>
/// <param name="Head">The head over the entries that were found to be whole, computed from their content.</param>
/// <param name="SignedHead">The signed head that an export ends with, when it was reached and there is one.</param>
public sealed record VerificationReport(VerificationFault Fault, long Position, string Message, JournalHead Head, SignedHead? SignedHead = null)
{
    /// <summary>Whether nothing is wrong.</summary>
    public bool IsValid => Fault == VerificationFault.None;

    /// <summary>The result in one line.</summary>
    public override string ToString() => IsValid ? $"whole: {Message}" : $"{Fault} at position {Position}: {Message}";
}
