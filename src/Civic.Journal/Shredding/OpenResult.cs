namespace Civic.Journal;

/// <summary>What came of opening a sealed payload.</summary>
public enum OpenResult
{
    /// <summary>The payload is readable and exactly as it was sealed.</summary>
    Opened = 0,

    /// <summary>There is no key for the subject: it was deleted, or this is not the store that it was in. The payload is unreadable.</summary>
    Shredded = 1,

    /// <summary>The bytes are not a sealed payload, were changed, or were sealed with other associated data.</summary>
    Tampered = 2,
}
