namespace Civic.Ledger.Splits;

/// <summary>Where money goes: an account, or a tree of them. Trees are immutable and at most 200 levels deep.</summary>
public abstract class Destination
{
    private protected Destination(int depth) => Depth = depth <= Source.DeepestTree
        ? depth
        : throw new ArgumentException($"A split tree is at most {Source.DeepestTree} levels deep: flatten it.");

    /// <summary>The part is not moved: it stays with its source.</summary>
    public static Destination Kept { get; } = new KeptDestination();

    internal int Depth { get; }

    /// <summary>An account.</summary>
    /// <param name="name">The account, not empty.</param>
    /// <exception cref="ArgumentException">The name is empty.</exception>
    public static Destination Account(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        return new AccountDestination(name);
    }

    /// <summary>Shares of the amount; odd units go one each in written order.</summary>
    /// <param name="parts">In written order.</param>
    /// <exception cref="ArgumentException">The tree is too deep.</exception>
    public static Destination Split(params IReadOnlyList<DestinationPart> parts) => new SplitDestination([.. parts]);

    /// <summary>Each clause takes up to its maximum in turn, and what is left goes to the last place.</summary>
    /// <param name="clauses">In the order in which they are filled.</param>
    /// <param name="remaining">Where the rest goes.</param>
    /// <exception cref="ArgumentException">The tree is too deep.</exception>
    public static Destination Ordered(IReadOnlyList<DestinationClause> clauses, Destination remaining) => new OrderedDestination([.. clauses], remaining);

    /// <summary>Only the first clause whose maximum covers the whole amount, otherwise the last place.</summary>
    /// <param name="clauses">In order of preference.</param>
    /// <param name="remaining">Where the amount goes when no clause covers it.</param>
    /// <exception cref="ArgumentException">The tree is too deep.</exception>
    public static Destination OneOf(IReadOnlyList<DestinationClause> clauses, Destination remaining) => new OneOfDestination([.. clauses], remaining);
}
