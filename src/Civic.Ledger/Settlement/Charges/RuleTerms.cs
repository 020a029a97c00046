namespace Civic.Ledger;

/// <summary>What a published rule says beside its split.</summary>
/// <param name="RefundDebtIsBooked">
/// Whether a refund goes through when a party's purse lacks the money: what is missing is then booked on the party's receivable account, as what it owes.
/// Else the refund is refused as a whole.
/// </param>
/// <param name="VatDeduction">The name of the deduction that is value added tax and is booked as such; <see langword="null"/> for none.</param>
public sealed record RuleTerms(bool RefundDebtIsBooked = false, string? VatDeduction = null);
