namespace Civic.Ledger;

/// <summary>One reference in a three-way match.</summary>
/// <param name="Reference">The reference.</param>
/// <param name="Ledger">The sum in the ledger, in minor units; <see langword="null"/> when it is missing there.</param>
/// <param name="Deposits">The sum in the virtual-account deposits; <see langword="null"/> when it is missing there.</param>
/// <param name="Bank">The sum in the bank file; <see langword="null"/> when it is missing there.</param>
/// <param name="Finding">What was found.</param>
public sealed record MatchLine(string Reference, long? Ledger, long? Deposits, long? Bank, MatchFinding Finding);
