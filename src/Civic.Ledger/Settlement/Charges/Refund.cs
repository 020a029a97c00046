namespace Civic.Ledger;

/// <summary>A refund of a charge, or of a part of it.</summary>
/// <param name="Id">Its identifier.</param>
/// <param name="Record">What each line of the charge gives back, with the trace and its recalculation hash.</param>
/// <param name="Reference">The number of the corrected invoice or receipt, as a token.</param>
/// <param name="Debts">What each line gives back as debt, because the purse lacked it, in minor units, in the order of the record's lines.</param>
public sealed record Refund(RefundId Id, RefundRecord Record, string Reference, IReadOnlyList<long> Debts);
