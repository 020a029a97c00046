namespace Civic.Ledger;

/// <summary>What the bank says of one payment.</summary>
/// <param name="Number">The line's number in the batch.</param>
/// <param name="Amount">The amount that the bank names, in minor units.</param>
/// <param name="IsReturned">Whether it was returned; else it was carried out.</param>
/// <param name="Reason">The bank's code for returning it, 1 to 64 ASCII letters, digits and . _ : / -; <see langword="null"/> when it was carried out.</param>
public sealed record BankReply(int Number, long Amount, bool IsReturned, string? Reason = null);
