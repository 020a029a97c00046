namespace Civic.Ledger;

/// <summary>A charge that was split and booked: a picture of one moment.</summary>
/// <param name="Id">Its identifier.</param>
/// <param name="Record">The rule, the day, what went in, and the lines that came out, with their trace and the recalculation hash.</param>
/// <param name="Source">The account that the money came from.</param>
/// <param name="Reference">The number of the tax invoice or receipt, as a token.</param>
/// <param name="Parties">Which accounts stood for the parties.</param>
/// <param name="Refunds">Its refunds, in the order they were booked.</param>
public sealed record Charge(
    ChargeId Id, SplitRecord Record, AccountId Source, string Reference, IReadOnlyList<ChargeParty> Parties, IReadOnlyList<Refund> Refunds)
{
    /// <summary>What was refunded so far, in minor units.</summary>
    public long Refunded => Refunds.Sum(r => r.Record.Result.Amount.Units);
}
