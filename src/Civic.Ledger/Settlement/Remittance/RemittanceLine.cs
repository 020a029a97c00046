namespace Civic.Ledger;

/// <summary>One payment of a remittance batch.</summary>
/// <param name="Number">Its number in the batch, from 1.</param>
/// <param name="Payable">The account that is paid out.</param>
/// <param name="PayeeToken">Stands for the payee.</param>
/// <param name="Reference">The reference on the payment.</param>
/// <param name="Amount">Minor units, 1 or more.</param>
/// <param name="State">Where it stands.</param>
/// <param name="Reason">The bank's code for returning it; <see langword="null"/> unless returned.</param>
public sealed record RemittanceLine(
    int Number,
    AccountId Payable,
    string PayeeToken,
    string Reference,
    long Amount,
    RemittanceLineState State = RemittanceLineState.Drafted,
    string? Reason = null);
