namespace Civic.Ledger;

/// <summary>A version of a rule that a statement rests on.</summary>
/// <param name="Id">The rule.</param>
/// <param name="Version">The version.</param>
/// <param name="Hash">SHA-256 of its canonical text, 64 hexadecimal digits.</param>
public sealed record StatementRule(string Id, int Version, string Hash);
