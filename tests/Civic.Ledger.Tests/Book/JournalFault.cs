namespace Civic.Ledger.Tests;

/// <summary>How a storage call goes wrong.</summary>
public enum JournalFault
{
    /// <summary>It fails for good before anything is stored.</summary>
    FailsBefore,

    /// <summary>It fails for good after everything is stored.</summary>
    FailsAfter,

    /// <summary>The connection is lost before anything is stored; the next call works.</summary>
    LostBefore,

    /// <summary>The connection is lost after everything is stored; the next call works.</summary>
    LostAfter,

    /// <summary>It never answers, nor does any later one, and nothing is stored.</summary>
    NeverAnswers,

    /// <summary>It never answers though everything is stored; the next call works.</summary>
    NeverAnswersAfter,
}
