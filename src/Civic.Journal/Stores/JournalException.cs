namespace Civic.Journal;

/// <summary>A store could not do what was asked; <see cref="Failure"/> says why and the message what to do. No payload is ever part of the message.</summary>
public sealed class JournalException : Exception
{
    /// <summary>Makes the exception.</summary>
    /// <param name="failure">Why.</param>
    /// <param name="message">What failed, where, and what to do.</param>
    /// <param name="inner">The store's own error, when there is one.</param>
    public JournalException(JournalFailure failure, string message, Exception? inner = null)
        : base(message, inner) => Failure = failure;

    /// <summary>Why.</summary>
    public JournalFailure Failure { get; }
}
