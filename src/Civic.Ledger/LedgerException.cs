namespace Civic.Ledger;

/// <summary>A book could not be opened or cannot go on; <see cref="Failure"/> says why and the message what to do.</summary>
public sealed class LedgerException : Exception
{
    /// <summary>Makes the exception.</summary>
    /// <param name="failure">Why.</param>
    /// <param name="message">What failed, where, and what to do.</param>
    /// <param name="inner">The error behind it, when there is one.</param>
    public LedgerException(LedgerFailure failure, string message, Exception? inner = null)
        : base(message, inner) => Failure = failure;

    /// <summary>Why.</summary>
    public LedgerFailure Failure { get; }
}
