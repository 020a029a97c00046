namespace Civic.Ledger;

/// <summary>Whom to pay: all that an account has to give, when it reaches the minimum payout.</summary>
/// <param name="Payable">The account whose balance is paid.</param>
/// <param name="PayeeToken">Stands for the payee's name and bank account, which the host keeps elsewhere: 1 to 64 ASCII letters, digits and . _ : / -</param>
/// <param name="Reference">The reference on the payment, of the same letters.</param>
public sealed record RemittanceRequest(AccountId Payable, string PayeeToken, string Reference);
