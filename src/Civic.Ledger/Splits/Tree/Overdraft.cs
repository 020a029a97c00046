using System.Numerics;

namespace Civic.Ledger.Splits;

/// <summary>How far below 0 a source account may go. The default value is not at all.</summary>
public readonly record struct Overdraft
{
    private Overdraft(BigInteger limit, bool isUnbounded) => (Limit, IsUnbounded) = (limit, isUnbounded);

    /// <summary>Not below 0.</summary>
    public static Overdraft None => default;

    /// <summary>As far as it takes.</summary>
    public static Overdraft Unbounded { get; } = new(0, true);

    /// <summary>How many minor units below 0 the balance may be; 0 or more.</summary>
    public BigInteger Limit { get; }

    /// <summary>Whether there is no limit.</summary>
    public bool IsUnbounded { get; }

    /// <summary>Down to <paramref name="limit"/> below 0.</summary>
    /// <param name="limit">Minor units; below 0 counts as 0.</param>
    public static Overdraft UpTo(BigInteger limit) => new(BigInteger.Max(0, limit), false);
}
