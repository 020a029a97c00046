namespace Civic.Journal;

/// <summary>
/// Shows that an entry is part of a journal to whoever trusts the journal's head, without showing any other entry: at most 63 hashes. RFC
/// 9162, 2.1.3.
/// </summary>
public sealed class InclusionProof
{
    /// <summary>Takes up a proof that was kept or sent.</summary>
    /// <param name="position">The entry's position, from 1 to <paramref name="count"/>.</param>
    /// <param name="count">The count of the head that the proof is for.</param>
    /// <param name="path">The hashes beside the way from the entry to the root, lowest first.</param>
    /// <exception cref="ArgumentException">The position is not in the journal, or the path is longer than any can be.</exception>
    public InclusionProof(long position, long count, IReadOnlyList<Digest> path)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(position, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(position, count);
        ArgumentNullException.ThrowIfNull(path);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(path.Count, 63, nameof(path));
        (Position, Count, Path) = (position, count, [.. path]);
    }

    /// <summary>The entry's position.</summary>
    public long Position { get; }

    /// <summary>How many entries the head covers that the proof is for.</summary>
    public long Count { get; }

    /// <summary>The hashes beside the way from the entry to the root, lowest first.</summary>
    public IReadOnlyList<Digest> Path { get; }

    /// <summary>Makes the proof from the hashes of all entries, in one pass and O(log n) of space.</summary>
    /// <param name="entryHashes">The hashes of all entries that the head covers, in the total order.</param>
    /// <param name="position">The position of the entry to prove, from 1.</param>
    /// <exception cref="ArgumentException">There is no entry at that position.</exception>
    public static InclusionProof Create(IEnumerable<Digest> entryHashes, long position)
    {
        ArgumentNullException.ThrowIfNull(entryHashes);
        ArgumentOutOfRangeException.ThrowIfLessThan(position, 1);
        var tree = new MerklePath();
        foreach (var hash in entryHashes)
        {
            tree.Add(hash, tree.Count + 1 == position);
        }

        var count = tree.Finish(out var path).Count;
        return new(position, count, path);
    }

    /// <summary>Makes the proof for a head of a journal, old or new, by reading the journal up to it.</summary>
    /// <param name="journal">The journal.</param>
    /// <param name="position">The position of the entry to prove, from 1 to the head's count.</param>
    /// <param name="head">The head to prove it for, as <see cref="IJournal.GetHeadAsync"/> gave it then or now.</param>
    /// <param name="cancellation">Stops the reading.</param>
    /// <exception cref="ArgumentException">The head does not cover that position.</exception>
    /// <exception cref="JournalException">The head is not of this journal, or the journal was changed: verify it.</exception>
    public static async ValueTask<InclusionProof> CreateAsync(IJournal journal, long position, JournalHead head, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(journal);
        ArgumentOutOfRangeException.ThrowIfLessThan(position, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(position, head.Count);
        var tree = new MerklePath();
        await foreach (var entry in journal.ReadAllAsync(1, cancellation).ConfigureAwait(false))
        {
            tree.Add(entry.Hash, entry.Position == position);
            if (tree.Count == head.Count)
            {
                break;
            }
        }

        return tree.Finish(out var path) == head
            ? new(position, head.Count, path)
            : throw new JournalException(JournalFailure.Corrupt, $"The journal's first {head.Count} entries do not have the given head: verify the journal.");
    }

    /// <summary>Whether the entry with this hash stands at <see cref="Position"/> in the journal with this head.</summary>
    /// <param name="entryHash">The entry's hash, computed from its content and the hash before it by <see cref="EntryChain"/>.</param>
    /// <param name="head">A head that is trusted, as one that was signed.</param>
    public bool Verify(Digest entryHash, JournalHead head)
    {
        if (head.Count != Count)
        {
            return false;
        }

        var (node, last, root) = (Position - 1, Count - 1, MerkleFrontier.Leaf(entryHash));
        foreach (var beside in Path)
        {
            if (last == 0)
            {
                return false;
            }

            if ((node & 1) != 0 || node == last)
            {
                root = MerkleFrontier.Node(beside, root);
                while ((node & 1) == 0 && node != 0)
                {
                    (node, last) = (node >> 1, last >> 1);
                }
            }
            else
            {
                root = MerkleFrontier.Node(root, beside);
            }

            (node, last) = (node >> 1, last >> 1);
        }

        return last == 0 && root == head.Root;
    }
}
