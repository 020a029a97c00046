using NodaTime;

namespace Civic.Ledger;

/// <summary>All debits beside all credits: that they are equal, in each fund of each ledger, shows that no money came from nowhere or went there.</summary>
/// <param name="AsOf">The accounting day it reaches to and includes; <see langword="null"/> for all that is booked.</param>
/// <param name="RecordedUntil">The time of the last event it knows. Later entries may still be booked on its days while their periods are open.</param>
/// <param name="Lines">A line for each ledger, fund and code that has accounts, in this order.</param>
/// <param name="Totals">A total for each fund of each ledger, in this order.</param>
public sealed record TrialBalance(LocalDate? AsOf, Instant RecordedUntil, IReadOnlyList<TrialBalanceLine> Lines, IReadOnlyList<TrialBalanceTotal> Totals)
{
    /// <summary>Whether debits equal credits in every fund of every ledger.</summary>
    public bool IsBalanced => Totals.All(total => total.IsBalanced);
}
