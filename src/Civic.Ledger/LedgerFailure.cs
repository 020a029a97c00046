namespace Civic.Ledger;

/// <summary>Why a book cannot be opened or cannot go on.</summary>
public enum LedgerFailure
{
    /// <summary>The journal's stream holds no book that this program can read: another format, another name or offset, or entries of another kind.</summary>
    ForeignJournal,

    /// <summary>An entry does not fit the hash chain or cannot be read: what was read cannot be what was written.</summary>
    Corrupt,

    /// <summary>Replaying an entry gave another result than was recorded: this program is not the one that wrote it, or one of them is at fault.</summary>
    Diverged,

    /// <summary>Another host holds the lease of the book, or took it since.</summary>
    Fenced,

    /// <summary>Another host wrote to the book since it was opened.</summary>
    Overtaken,

    /// <summary>
    /// The journal did not store an entry, or did not say so. The book's memory is ahead of its journal, so it answers nothing any more: open it again. What
    /// was not acknowledged may or may not be booked: ask again with the same identifiers.
    /// </summary>
    AppendFailed,

    /// <summary>A command failed in a way that only a fault of the program explains; what was acknowledged is safe: open the book again.</summary>
    CommandFailed,
}
