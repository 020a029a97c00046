namespace Civic.Journal;

/// <summary>What is wrong with a journal or an export.</summary>
public enum VerificationFault
{
    /// <summary>Nothing: every entry is there, in its place and unchanged.</summary>
    None = 0,

    /// <summary>The first line is not that of an export which this program knows.</summary>
    NotAnExport,

    /// <summary>A line is not written exactly as an export writes it, or the store could not make an entry of what it read.</summary>
    UnreadableEntry,

    /// <summary>A line has no end: the export was cut off, or joined from pieces.</summary>
    TornLine,

    /// <summary>A line is longer than any entry can be.</summary>
    LineTooLong,

    /// <summary>A position or a version is not the next one: entries are missing, doubled or moved.</summary>
    Gap,

    /// <summary>The content of an entry, or the one before it in its stream, is not what the hash was made from.</summary>
    WrongHash,

    /// <summary>The entries are whole by themselves, but the head (of the journal or of a stream) says something else.</summary>
    WrongHead,

    /// <summary>Entries or the head line are missing at the end.</summary>
    EndMissing,

    /// <summary>Something follows the head line.</summary>
    MoreAfterTheEnd,

    /// <summary>A head is not signed, or not with the key that belongs to the given public key.</summary>
    BadSignature,

    /// <summary>The journal is not the one that an earlier head was taken from: its past was rewritten or cut off.</summary>
    PastRewritten,
}
