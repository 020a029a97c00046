namespace Civic.Ledger;

/// <summary>What came of defining, closing or reopening a period. All but the first two change nothing.</summary>
public enum PeriodOutcome
{
    /// <summary>Done.</summary>
    Done = 0,

    /// <summary>The wish to reopen is noted; another person must confirm it.</summary>
    AwaitsSecondPerson = 1,

    /// <summary>It was so before: the answer to a repeated request.</summary>
    Unchanged = 2,

    /// <summary>No period has this name.</summary>
    NotFound = 3,

    /// <summary>Another period of this name has other days.</summary>
    NameInUse = 4,

    /// <summary>Some of its days belong to another period.</summary>
    Overlaps = 5,

    /// <summary>Only a softly closed period can be hard closed or reopened.</summary>
    NotSoftClosed = 6,

    /// <summary>A hard close is never taken back.</summary>
    HardClosed = 7,

    /// <summary>The second person must be another one than the first.</summary>
    SamePerson = 8,

    /// <summary>Nobody has asked to reopen it.</summary>
    NotAsked = 9,
}
