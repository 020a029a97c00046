namespace Civic.Ledger;

/// <summary>All that a refund's lines follow from, with its charge.</summary>
/// <param name="Id">The refund.</param>
/// <param name="Reference">The number of the corrected invoice or receipt.</param>
/// <param name="Amount">What was refunded of the gross, in minor units.</param>
/// <param name="Before">What each line of the charge had given back before, in minor units, in their order.</param>
/// <param name="Record">The recalculation hash of its <see cref="RefundRecord"/>, 64 hexadecimal digits.</param>
/// <param name="Debt">What this line lacked in the purse and is owed on the receivable account, in minor units.</param>
public sealed record StatementRefund(Guid Id, string Reference, long Amount, IReadOnlyList<long> Before, string Record, long Debt);
