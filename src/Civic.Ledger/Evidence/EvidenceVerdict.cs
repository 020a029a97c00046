namespace Civic.Ledger;

/// <summary>What a check of an <see cref="EvidenceBundle"/> found.</summary>
public enum EvidenceVerdict
{
    /// <summary>The transfer and its result stand in an entry that was in the journal when its head was signed.</summary>
    Proven = 0,

    /// <summary>
    /// The entry was in the journal when its head was signed; that the transfer follows from it, as from an approval or a charge, is the book's own rule and
    /// is shown by a replay.
    /// </summary>
    EntryProven = 1,

    /// <summary>The head was not signed with the private key that belongs to the public one.</summary>
    NotSigned = 2,

    /// <summary>The proof does not lead from the entry to the head.</summary>
    NotInJournal = 3,

    /// <summary>The entry's content does not have its hash.</summary>
    EntryChanged = 4,

    /// <summary>The entry does not hold the transfer, or records another result for it.</summary>
    NotInEntry = 5,
}
