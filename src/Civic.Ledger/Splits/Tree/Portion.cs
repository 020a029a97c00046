namespace Civic.Ledger.Splits;

/// <summary>What one child of a split gets: a share, or what the other shares leave of the whole.</summary>
public readonly record struct Portion
{
    private Portion(Share share, bool isRemaining) => (Share, IsRemaining) = (share, isRemaining);

    /// <summary>What the other shares leave of the whole: 1 less their sum.</summary>
    public static Portion Remaining { get; } = new(default, true);

    /// <summary>The share; 0 for <see cref="Remaining"/>.</summary>
    public Share Share { get; }

    /// <summary>Whether it is what the others leave.</summary>
    public bool IsRemaining { get; }

    /// <summary>A share.</summary>
    /// <param name="share">The share.</param>
    public static implicit operator Portion(Share share) => FromShare(share);

    /// <summary>A share.</summary>
    /// <param name="share">The share.</param>
    public static Portion FromShare(Share share) => new(share, false);
}
