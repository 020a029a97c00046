using System.Numerics;

namespace Civic.Ledger.Splits;

/// <summary>
/// What came of running steps over balances: the postings in order and the balances after them, or the reason why nothing moved.
/// The same steps and balances always give the same postings in the same order.
/// </summary>
public sealed class SplitRun
{
    internal SplitRun(IReadOnlyList<SplitPosting> postings, IReadOnlyDictionary<SplitPurse, BigInteger> balances, SplitFailure? failure) =>
        (Postings, Balances, Failure) = (postings, balances, failure);

    /// <summary>The movements in order; none when the run was refused.</summary>
    public IReadOnlyList<SplitPosting> Postings { get; }

    /// <summary>
    /// The balance of every purse that was given or touched, minor units; as given when the run was refused. What was set aside counts.
    /// </summary>
    public IReadOnlyDictionary<SplitPurse, BigInteger> Balances { get; }

    /// <summary>Why the run was refused, or <see langword="null"/>.</summary>
    public SplitFailure? Failure { get; }

    /// <summary>
    /// Runs the steps in order. Each step is checked as it stands before its money moves, so a badly written tree is refused whatever the
    /// balances are. All steps take effect or none. Time grows with the nodes of the trees and the parts taken.
    /// </summary>
    /// <param name="steps">The steps.</param>
    /// <param name="balances">Balances before, minor units; a purse that is missing has 0.</param>
    /// <param name="dialect">What kept money and zero parts mean; as in Numscript unless told otherwise.</param>
    public static SplitRun Evaluate(
        IReadOnlyList<SplitStep> steps, IReadOnlyDictionary<SplitPurse, BigInteger> balances, SplitDialect dialect = default)
    {
        ArgumentNullException.ThrowIfNull(steps);
        ArgumentNullException.ThrowIfNull(balances);
        return new TreeEvaluator(balances, dialect).Run(steps);
    }
}
