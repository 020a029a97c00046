namespace Civic.Journal;

/// <summary>
/// Shows to whoever kept an earlier head that the journal has only grown since: nothing up to that head was changed, left out or moved. At most
/// 64 hashes. RFC 9162, 2.1.4.
/// </summary>
public sealed class ConsistencyProof
{
    /// <summary>Takes up a proof that was kept or sent.</summary>
    /// <param name="earlierCount">The count of the earlier head, from 0 to <paramref name="laterCount"/>.</param>
    /// <param name="laterCount">The count of the later head.</param>
    /// <param name="path">The hashes of the proof, in the order of RFC 9162.</param>
    /// <exception cref="ArgumentException">The earlier count is negative or above the later, or the path is longer than any can be.</exception>
    public ConsistencyProof(long earlierCount, long laterCount, IReadOnlyList<Digest> path)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(earlierCount);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(earlierCount, laterCount);
        ArgumentNullException.ThrowIfNull(path);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(path.Count, 64, nameof(path));
        (EarlierCount, LaterCount, Path) = (earlierCount, laterCount, [.. path]);
    }

    /// <summary>How many entries the earlier head covers.</summary>
    public long EarlierCount { get; }

    /// <summary>How many entries the later head covers.</summary>
    public long LaterCount { get; }

    /// <summary>The hashes of the proof; none when either head is the empty one or both are the same.</summary>
    public IReadOnlyList<Digest> Path { get; }

    /// <summary>Makes the proof from the hashes of all entries, in one pass and O(log n) of space.</summary>
    /// <param name="entryHashes">The hashes of all entries that the later head covers, in the total order.</param>
    /// <param name="earlierCount">The count of the earlier head, 0 or more.</param>
    /// <exception cref="ArgumentException">There are fewer entries than the earlier head covers.</exception>
    public static ConsistencyProof Create(IEnumerable<Digest> entryHashes, long earlierCount)
    {
        ArgumentNullException.ThrowIfNull(entryHashes);
        ArgumentOutOfRangeException.ThrowIfNegative(earlierCount);
        var building = new Building(earlierCount);
        foreach (var hash in entryHashes)
        {
            building.Add(hash);
        }

        building.Finish(out var proof);
        return proof;
    }

    /// <summary>Makes the proof between two heads of a journal by reading the journal up to the later one.</summary>
    /// <param name="journal">The journal.</param>
    /// <param name="earlierCount">The count of the earlier head, from 0 to that of the later one.</param>
    /// <param name="later">The later head, as <see cref="IJournal.GetHeadAsync"/> gave it then or now.</param>
    /// <param name="cancellation">Stops the reading.</param>
    /// <exception cref="ArgumentException">The earlier count is negative or above the later.</exception>
    /// <exception cref="JournalException">The head is not of this journal, or the journal was changed: verify it.</exception>
    public static async ValueTask<ConsistencyProof> CreateAsync(
        IJournal journal, long earlierCount, JournalHead later, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(journal);
        ArgumentOutOfRangeException.ThrowIfNegative(earlierCount);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(earlierCount, later.Count);
        var building = new Building(earlierCount);
        if (later.Count > 0)
        {
            await foreach (var entry in journal.ReadAllAsync(1, cancellation).ConfigureAwait(false))
            {
                building.Add(entry.Hash);
                if (entry.Position == later.Count)
                {
                    break;
                }
            }
        }

        return building.Count >= earlierCount && building.Finish(out var proof) == later
            ? proof
            : throw new JournalException(JournalFailure.Corrupt, $"The journal's first {later.Count} entries do not have the given head: verify the journal.");
    }

    /// <summary>Whether the journal with the later head is the one with the earlier head, grown.</summary>
    /// <param name="earlier">The head that was kept.</param>
    /// <param name="later">The head of now.</param>
    public bool Verify(JournalHead earlier, JournalHead later)
    {
        if (earlier.Count != EarlierCount || later.Count != LaterCount)
        {
            return false;
        }

        if (EarlierCount == 0 || EarlierCount == LaterCount)
        {
            return Path.Count == 0 && earlier == (EarlierCount == 0 ? new MerkleFrontier().Head : later);
        }

        // The root of a whole power of two is a node of the later tree by itself, so the proof does not repeat it.
        Digest[] path = long.IsPow2(EarlierCount) ? [earlier.Root, .. Path] : [.. Path];
        return path.Length > 0 && Roots(path) == (earlier.Root, later.Root);
    }

    /// <summary>The roots of both trees as the path gives them, or nothing when it is too short or too long.</summary>
    private (Digest Earlier, Digest Later)? Roots(Digest[] path)
    {
        var shift = (int)long.TrailingZeroCount(EarlierCount);
        var (node, last) = ((EarlierCount - 1) >> shift, (LaterCount - 1) >> shift);
        var (earlier, later) = (path[0], path[0]);
        foreach (var beside in path.AsSpan(1))
        {
            if (last == 0)
            {
                return null;
            }

            if ((node & 1) != 0 || node == last)
            {
                (earlier, later) = (MerkleFrontier.Node(beside, earlier), MerkleFrontier.Node(beside, later));
                while ((node & 1) == 0 && node != 0)
                {
                    (node, last) = (node >> 1, last >> 1);
                }
            }
            else
            {
                later = MerkleFrontier.Node(later, beside);
            }

            (node, last) = (node >> 1, last >> 1);
        }

        return last == 0 ? (earlier, later) : null;
    }

    /// <summary>A proof in the making: the smallest complete subtree at the earlier tree's right edge, and its path to the later root.</summary>
    private sealed class Building(long earlierCount)
    {
        private readonly MerklePath _tree = new();
        private readonly List<Digest> _start = [];

        public long Count => _tree.Count;

        public void Add(Digest entryHash)
        {
            _tree.Add(entryHash);
            if (_tree.Count == earlierCount)
            {
                var root = _tree.MarkLast();
                if (!long.IsPow2(earlierCount))
                {
                    _start.Add(root);
                }
            }
        }

        public JournalHead Finish(out ConsistencyProof proof)
        {
            var head = _tree.Finish(out var path);
            proof = new(earlierCount, head.Count, head.Count == earlierCount ? [] : [.. _start, .. path]);
            return head;
        }
    }
}
