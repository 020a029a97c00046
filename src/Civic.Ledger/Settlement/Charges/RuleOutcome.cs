namespace Civic.Ledger;

/// <summary>What came of publishing a version of a split rule, in order of precedence. All but <see cref="Published"/> change nothing.</summary>
public enum RuleOutcome
{
    /// <summary>It is in force from its first day on.</summary>
    Published = 0,

    /// <summary>The same was published before: the answer to a repeated request.</summary>
    Unchanged = 1,

    /// <summary>Another text has this version.</summary>
    VersionInUse = 2,

    /// <summary>The version is not above the last one.</summary>
    VersionDoesNotRise = 3,

    /// <summary>Its first day is not after that of the last version.</summary>
    FirstDayDoesNotRise = 4,

    /// <summary>Its first day lies in a closed period.</summary>
    PeriodClosed = 5,

    /// <summary>Charges of its first day or later were split by the version before.</summary>
    AlreadyCharged = 6,
}
