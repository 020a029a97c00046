namespace Civic.Ledger;

/// <summary>The control totals of payments: bank and city compare them before money moves.</summary>
/// <param name="Count">How many.</param>
/// <param name="Sum">Minor units.</param>
/// <param name="HashTotal">
/// The sum, modulo 10^16, of one number a line: the first 8 bytes, big-endian, of SHA-256 over the line's record in the file, without its line end. It
/// changes when a payee, an amount or a reference does, and does not depend on the order of lines.
/// </param>
public readonly record struct RemittanceTotals(int Count, long Sum, long HashTotal);
