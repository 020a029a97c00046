namespace Civic.Journal;

/// <summary>How an append ended. All but the first change nothing.</summary>
public enum AppendResult
{
    /// <summary>The entries are stored for good.</summary>
    Appended = 0,

    /// <summary>An earlier append of the same entries under the same key stored them for good; the outcome tells where.</summary>
    AlreadyAppended = 1,

    /// <summary>The stream is not at the expected version: read what is new, decide again, append again.</summary>
    VersionConflict = 2,

    /// <summary>The key was used before for other entries: a mistake of the writer.</summary>
    KeyReused = 3,

    /// <summary>Another writer holds the lease of the stream's family, or took it since: this writer must stop.</summary>
    Fenced = 4,
}
