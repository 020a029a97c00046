namespace Civic.Journal;

/// <summary>Why a store could not do what was asked.</summary>
public enum JournalFailure
{
    /// <summary>
    /// A write or flush to stable storage failed. The store accepts nothing more until it is opened again: after a failed flush, what is on disk
    /// is unknown, and a second try may lie.
    /// </summary>
    StorageFailed,

    /// <summary>No space is left. Nothing of the append was stored; free space, then go on.</summary>
    DiskFull,

    /// <summary>The connection to the store was lost. An append under way may or may not be stored: try it again with the same <see cref="AppendKey"/>.</summary>
    ConnectionLost,

    /// <summary>The store has a schema of another version than this program.</summary>
    WrongSchema,

    /// <summary>Another process has the store open for writing.</summary>
    InUse,

    /// <summary>What was read cannot be what was written.</summary>
    Corrupt,

    /// <summary>The store did not answer within its time limit; as <see cref="ConnectionLost"/>, the outcome of an append is unknown.</summary>
    TimedOut,
}
