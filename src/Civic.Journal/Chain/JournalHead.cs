namespace Civic.Journal;

/// <summary>
/// Where a journal stands, in 40 bytes: whoever kept it can later be shown that nothing up to that entry was changed, left out or moved.
/// </summary>
/// <param name="Count">How many entries the journal holds; also the position of the last one.</param>
/// <param name="Root">The Merkle tree hash (RFC 9162, 2.1.1) over the hashes of all entries in the total order: see <see cref="MerkleFrontier"/>.</param>
public readonly record struct JournalHead(long Count, Digest Root);
