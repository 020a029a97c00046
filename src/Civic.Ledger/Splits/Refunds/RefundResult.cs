namespace Civic.Ledger;

/// <summary>What came of a refund.</summary>
/// <param name="Amount">What was to be refunded.</param>
/// <param name="Lines">What each line of the original gives back, in its order, with the trace; none when refused.</param>
/// <param name="After">Where the refunds stand after this; unchanged when refused.</param>
/// <param name="Problem">Why there are no lines.</param>
public sealed record RefundResult(Money Amount, IReadOnlyList<SplitLine> Lines, SplitRefunds After, RefundProblem Problem)
{
    /// <summary>Whether the amount was refunded.</summary>
    public bool IsRefunded => Problem == RefundProblem.None;
}
