using System.Security.Cryptography;

namespace Civic.Journal;

/// <summary>
/// The right edge of a Merkle tree that grows by one leaf at a time: enough to add a leaf and to tell the root in O(log n) of space and time.
/// RFC 9162, 2.1.1: a leaf is SHA-256(0x00, entry hash), a node SHA-256(0x01, left, right), the root of an empty tree SHA-256 of nothing.
/// </summary>
/// <remarks>Not safe for use by several threads at once.</remarks>
public sealed class MerkleFrontier
{
    /// <summary>Roots of complete subtrees, largest first; one per bit that is set in <see cref="Count"/>.</summary>
    private readonly List<Digest> _subtrees = [];

    /// <summary>Begins an empty tree.</summary>
    public MerkleFrontier()
    {
    }

    /// <summary>Takes up a tree where <see cref="ToArray"/> left it.</summary>
    /// <param name="count">How many leaves it has, 0 or more.</param>
    /// <param name="state">What <see cref="ToArray"/> gave.</param>
    /// <exception cref="ArgumentException">The state cannot be that of a tree with so many leaves.</exception>
    public MerkleFrontier(long count, ReadOnlySpan<byte> state)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        if (state.Length != long.PopCount(count) * Digest.Length)
        {
            throw new ArgumentException($"The frontier of {count} leaves has {long.PopCount(count) * Digest.Length} bytes, not {state.Length}.", nameof(state));
        }

        Count = count;
        for (; !state.IsEmpty; state = state[Digest.Length..])
        {
            _subtrees.Add(new(state[..Digest.Length]));
        }
    }

    /// <summary>How many leaves the tree has.</summary>
    public long Count { get; private set; }

    /// <summary>The head of a journal whose entries are the leaves.</summary>
    public JournalHead Head => new(Count, Root());

    /// <summary>Adds the next leaf. Amortised two hashes.</summary>
    /// <param name="entryHash">The hash of the journal's next entry.</param>
    public void Add(Digest entryHash)
    {
        var subtree = Leaf(entryHash);
        for (var full = Count; (full & 1) != 0; full >>= 1)
        {
            subtree = Node(_subtrees[^1], subtree);
            _subtrees.RemoveAt(_subtrees.Count - 1);
        }

        _subtrees.Add(subtree);
        Count++;
    }

    /// <summary>The state to keep, 32 bytes per set bit of <see cref="Count"/>.</summary>
    public byte[] ToArray()
    {
        var state = new byte[_subtrees.Count * Digest.Length];
        for (var i = 0; i < _subtrees.Count; i++)
        {
            _subtrees[i].CopyTo(state.AsSpan(i * Digest.Length));
        }

        return state;
    }

    /// <summary>A tree that grows on by itself.</summary>
    public MerkleFrontier Copy() => new(Count, ToArray());

    internal static Digest Leaf(Digest entryHash)
    {
        Span<byte> data = stackalloc byte[1 + Digest.Length];
        data[0] = 0;
        entryHash.CopyTo(data[1..]);
        return Hash(data);
    }

    internal static Digest Node(Digest left, Digest right)
    {
        Span<byte> data = stackalloc byte[1 + (2 * Digest.Length)];
        data[0] = 1;
        left.CopyTo(data[1..]);
        right.CopyTo(data[(1 + Digest.Length)..]);
        return Hash(data);
    }

    private Digest Root()
    {
        if (_subtrees.Count == 0)
        {
            return Hash([]);
        }

        var root = _subtrees[^1];
        for (var i = _subtrees.Count - 2; i >= 0; i--)
        {
            root = Node(_subtrees[i], root);
        }

        return root;
    }

    private static Digest Hash(ReadOnlySpan<byte> data)
    {
        Span<byte> hash = stackalloc byte[Digest.Length];
        SHA256.HashData(data, hash);
        return new(hash);
    }
}
