namespace Civic.Journal;

/// <summary>
/// Builds a tree leaf by leaf as <see cref="MerkleFrontier"/> does and notes what one marked subtree is combined with on its way to the root: a
/// proof in one pass over the leaves, in O(log n) of space.
/// </summary>
internal sealed class MerklePath
{
    private readonly List<(Digest Root, bool IsMarked)> _subtrees = [];
    private readonly List<Digest> _path = [];

    public long Count { get; private set; }

    /// <summary>Adds the next leaf.</summary>
    /// <param name="entryHash">Its hash.</param>
    /// <param name="isMarked">Whether it is the leaf whose path is wanted.</param>
    public void Add(Digest entryHash, bool isMarked = false)
    {
        var subtree = (MerkleFrontier.Leaf(entryHash), isMarked);
        for (var full = Count; (full & 1) != 0; full >>= 1)
        {
            subtree = Combine(subtree);
        }

        _subtrees.Add(subtree);
        Count++;
    }

    /// <summary>Marks the smallest complete subtree at the right edge and gives its root.</summary>
    public Digest MarkLast()
    {
        var root = _subtrees[^1].Root;
        _subtrees[^1] = (root, true);
        return root;
    }

    /// <summary>Ends the tree; the path is in <paramref name="path"/>, lowest first.</summary>
    public JournalHead Finish(out IReadOnlyList<Digest> path)
    {
        path = _path;
        if (Count == 0)
        {
            return new MerkleFrontier().Head;
        }

        var root = _subtrees[^1];
        _subtrees.RemoveAt(_subtrees.Count - 1);
        while (_subtrees.Count > 0)
        {
            root = Combine(root);
        }

        return new(Count, root.Root);
    }

    private (Digest Root, bool IsMarked) Combine((Digest Root, bool IsMarked) right)
    {
        var left = _subtrees[^1];
        _subtrees.RemoveAt(_subtrees.Count - 1);
        if (left.IsMarked || right.IsMarked)
        {
            _path.Add(left.IsMarked ? right.Root : left.Root);
        }

        return (MerkleFrontier.Node(left.Root, right.Root), left.IsMarked || right.IsMarked);
    }
}
