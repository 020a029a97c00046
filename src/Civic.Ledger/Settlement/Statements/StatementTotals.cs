namespace Civic.Ledger;

/// <summary>The sums of a statement, in minor units. What was debited is below 0.</summary>
/// <param name="Charges">Credited by charges.</param>
/// <param name="Withheld">Withheld from shares before they were credited; not part of the movement.</param>
/// <param name="Refunds">Debited by refunds.</param>
/// <param name="Debts">What refunds lacked in the purse and is owed on the receivable account; not part of the movement.</param>
/// <param name="Payouts">Payments that went to the bank, less those it returned.</param>
/// <param name="Other">All other entries.</param>
/// <param name="Movement">All that moved on the account in the period.</param>
/// <param name="Payable">The balance at the end: opening and movement. What is below the minimum payout is carried over to the next period.</param>
public sealed record StatementTotals(
    long Charges, long Withheld, long Refunds, long Debts, long Payouts, long Other, long Movement, long Payable)
{
    internal static StatementTotals Of(long opening, IReadOnlyList<StatementLine> lines)
    {
        long Sum(Func<StatementLine, bool> which, Func<StatementLine, long> what)
        {
            var sum = 0L;
            foreach (var line in lines)
                sum = which(line) ? checked(sum + what(line)) : sum;
            return sum;
        }

        var movement = Sum(_ => true, l => l.Amount);
        return new(
            Sum(l => l.Kind == StatementLineKind.Charge, l => l.Amount),
            Sum(l => l.Kind == StatementLineKind.Charge, l => l.Trace!.Withheld),
            Sum(l => l.Kind == StatementLineKind.Refund, l => l.Amount),
            Sum(l => l.Kind == StatementLineKind.Refund, l => l.Refund!.Debt),
            Sum(l => l.Kind is StatementLineKind.Payout or StatementLineKind.PayoutReturned, l => l.Amount),
            Sum(l => l.Kind == StatementLineKind.Other, l => l.Amount),
            movement,
            checked(opening + movement));
    }
}
