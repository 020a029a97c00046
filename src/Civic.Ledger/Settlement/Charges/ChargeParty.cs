namespace Civic.Ledger;

/// <summary>Which accounts stand for a party of a rule in one charge: the owner of this car park, the operator of that one.</summary>
/// <param name="Party">The name in the rule, of a party with a share or of the payee of a deduction.</param>
/// <param name="Payable">The account that takes the party's money.</param>
/// <param name="Receivable">The account of what the party owes after refunds; <see langword="null"/> for none.</param>
public sealed record ChargeParty(string Party, AccountId Payable, AccountId? Receivable = null);
