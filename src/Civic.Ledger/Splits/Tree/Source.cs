using System.Numerics;

namespace Civic.Ledger.Splits;

/// <summary>Where money comes from: an account, or a tree of them. Trees are immutable and at most 200 levels deep.</summary>
public abstract class Source
{
    internal const int DeepestTree = 200;

    private protected Source(int depth) => Depth = depth <= DeepestTree
        ? depth
        : throw new ArgumentException($"A split tree is at most {DeepestTree} levels deep: flatten it.");

    internal int Depth { get; }

    /// <summary>An account, which gives what it has above 0 and what its overdraft allows. The account named <c>world</c> gives anything.</summary>
    /// <param name="name">The account, not empty.</param>
    /// <param name="overdraft">How far below 0 it may go.</param>
    /// <param name="fund">The earmarked part of its balance to take from; empty for the general part. Money keeps its fund when it moves.</param>
    /// <exception cref="ArgumentException">The name is empty.</exception>
    public static Source Account(string name, Overdraft overdraft = default, string fund = "")
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(fund);
        return new AccountSource(name, name == SplitPurse.World ? Overdraft.Unbounded : overdraft, fund);
    }

    /// <summary>Each in turn until there is enough.</summary>
    /// <param name="sources">In the order in which they are drained.</param>
    /// <exception cref="ArgumentException">The tree is too deep.</exception>
    public static Source Ordered(params IReadOnlyList<Source> sources) => new OrderedSource([.. sources]);

    /// <summary>The first that can give the whole amount alone, otherwise the last; the first when everything is sent.</summary>
    /// <param name="sources">In order of preference, at least one.</param>
    /// <exception cref="ArgumentException">There is none, or the tree is too deep.</exception>
    public static Source OneOf(params IReadOnlyList<Source> sources) =>
        sources is { Count: > 0 } ? new OneOfSource([.. sources]) : throw new ArgumentException("A choice needs at least one source.", nameof(sources));

    /// <summary>At most so much from a source.</summary>
    /// <param name="max">Minor units; below 0 counts as 0.</param>
    /// <param name="from">The source.</param>
    /// <exception cref="ArgumentException">The tree is too deep.</exception>
    public static Source AtMost(BigInteger max, Source from) => new MaxSource(BigInteger.Max(0, max), from);

    /// <summary>Exact shares, each of which its source must give in full.</summary>
    /// <param name="parts">In written order, which also decides who gives the odd units.</param>
    /// <exception cref="ArgumentException">The tree is too deep.</exception>
    public static Source Split(params IReadOnlyList<SourcePart> parts) => new SplitSource([.. parts]);
}
